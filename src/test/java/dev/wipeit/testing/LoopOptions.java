package dev.wipeit.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * How a loop device is attached.
 *
 * @param sectorBytes the logical sector size that it claims, 512 or 4096
 * @param directIo whether the kernel passes by the page cache of the backing file
 * @param readOnly whether it refuses writes
 * @param partitions whether it may have partitions
 */
public record LoopOptions(int sectorBytes, boolean directIo, boolean readOnly, boolean partitions) {

  /** Sectors of 512 bytes, through the page cache, writable. */
  public static final LoopOptions USUAL = new LoopOptions(512, false, false, false);

  /** Rejects sector sizes that no drive has. */
  public LoopOptions {
    if (sectorBytes != 512 && sectorBytes != 4096) {
      throw new IllegalArgumentException("sector of " + sectorBytes + " bytes");
    }
  }

  public LoopOptions withSectorBytes(int bytes) {
    return new LoopOptions(bytes, directIo, readOnly, partitions);
  }

  public LoopOptions withDirectIo() {
    return new LoopOptions(sectorBytes, true, readOnly, partitions);
  }

  public LoopOptions asReadOnly() {
    return new LoopOptions(sectorBytes, directIo, true, partitions);
  }

  public LoopOptions withPartitions() {
    return new LoopOptions(sectorBytes, directIo, readOnly, true);
  }

  /** Those options of losetup(8). */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--sector-size", Integer.toString(sectorBytes)));
    arguments.add("--direct-io=" + (directIo ? "on" : "off"));
    if (readOnly) {
      arguments.add("--read-only");
    }
    if (partitions) {
      arguments.add("--partscan");
    }
    return arguments;
  }
}
