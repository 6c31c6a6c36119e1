package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A loop device with the marker in every sector, and the state directory of the runs on it. What it
 * says of a checkpoint is found by reading the file behind the device.
 */
final class MarkedDevice implements AutoCloseable {

  private static final int SECTOR = 512;

  private final LoopDevice device;
  private final Path folder;
  private final SavedState state;

  private MarkedDevice(LoopDevice device, Path folder) {
    this.device = device;
    this.folder = folder;
    this.state = new SavedState(folder.resolve("state"));
  }

  static MarkedDevice ofMebibytes(long size) throws IOException {
    return over(LoopDevice.create(size << 20));
  }

  /** Fills a device, which is closed with this. */
  static MarkedDevice over(LoopDevice device) throws IOException {
    device.fill();
    return new MarkedDevice(device, Scratch.folder("state"));
  }

  LoopDevice device() {
    return device;
  }

  SavedState state() {
    return state;
  }

  String node() {
    return device.node().toString();
  }

  /** {@code wipeit wipe NODE --yes} with more options. */
  Program wipe(String... options) throws IOException {
    return program(List.of("wipe", node(), "--yes"), options);
  }

  /** {@code wipeit resume NODE} with more options. */
  Program resume(String... options) throws IOException {
    return program(List.of("resume", node()), options);
  }

  /** Any command with the state directory. */
  Program program(List<String> command, String... options) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(options));
    return Program.with(all.toArray(String[]::new)).stateDirectory(state.directory());
  }

  /** Fails if a checkpoint claims a byte that is not on the device. */
  void assertHolds(Checkpoint claim) throws IOException {
    long wrong = PassBytes.of(claim).firstDifference(device.backingFile(), 0, claim.written());
    assertEquals(-1, wrong, "is not on the device, but claimed by " + claim);
  }

  /** Fails unless a checkpoint of the only pass claims what is on the device, to the byte. */
  void assertHoldsExactly(Checkpoint claim) throws IOException {
    assertHolds(claim);
    long sectorsLeft = (device.sizeBytes() - claim.written()) / SECTOR;
    assertEquals(sectorsLeft, device.markerSectors(), "sectors not yet written, for " + claim);
  }

  /** Fails unless the run is over and its last pass is on every byte of the device. */
  void assertWiped() throws IOException {
    Checkpoint end = state.finished();
    assertEquals(0, device.markerSectors(), "sectors with the marker");
    assertEquals(device.sizeBytes(), end.written(), "written");
    assertEquals(end.passes(), end.pass(), "passes");
    assertHolds(end);
  }

  /** Fails if a byte of the device was changed. */
  void assertUntouched() throws IOException {
    assertEquals(device.sizeBytes() / SECTOR, device.markerSectors(), "sectors with the marker");
  }

  @Override
  public void close() throws IOException {
    try {
      device.close();
    } finally {
      Scratch.delete(folder);
    }
  }

  @Override
  public String toString() {
    return device.toString();
  }
}
