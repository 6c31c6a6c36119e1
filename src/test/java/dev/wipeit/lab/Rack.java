package dev.wipeit.lab;

import dev.wipeit.testing.Leftovers;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The drives of a test, as image files in a folder of their own, and the machines that were booted
 * with them. The images outlive a machine: one can lose its power and another go on with them.
 * Closing it ends every machine and deletes every image.
 */
public final class Rack implements AutoCloseable {

  private final Path folder;
  private final List<Machine> machines = new ArrayList<>();

  /** An empty one; the test is skipped where the machine cannot be emulated. */
  public Rack() throws IOException {
    Requires.emulatedMachine();
    folder = Scratch.folder("rack");
    Leftovers.add(this);
  }

  /** A new drive, full of zeros. */
  public Drive drive(DriveKind kind, String serial, long sizeBytes) throws IOException {
    return new Drive(kind, serial, 1, image(serial + "-1", sizeBytes), Map.of(), List.of());
  }

  /** One more namespace of an NVMe drive. */
  public Drive namespace(Drive first, int namespace, long sizeBytes) throws IOException {
    Path image = image(first.serial() + "-" + namespace, sizeBytes);
    return new Drive(first.kind(), first.serial(), namespace, image, Map.of(), List.of());
  }

  /** Boots a machine with these drives; on return the guest sees each of them. */
  public Machine boot(Drive... drives) throws IOException {
    for (Drive drive : drives) {
      check(drive.image());
    }
    Machine machine = Machine.boot(Files.createTempDirectory(folder, "machine-"), List.of(drives));
    machines.add(machine);
    return machine;
  }

  /** QEMU gets nothing but files that were made here. */
  private void check(Path image) {
    if (!image.getParent().equals(folder)
        || !Files.isRegularFile(image, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException("not an image of this rack: " + image);
    }
  }

  private Path image(String name, long sizeBytes) throws IOException {
    Path file = Files.createFile(folder.resolve(name + ".image"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Machine machine : machines) {
      machine.close();
    }
    Scratch.delete(folder);
    Leftovers.remove(this);
  }
}
