package dev.wipeit.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** A loop device over a file in RAM, made here and unmade here. */
final class RamDrive implements AutoCloseable {

  /** Major number of loop devices (Linux Documentation/admin-guide/devices.txt). */
  private static final int LOOP_MAJOR = 7;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Path file;
  private final Path node;
  private final long bytes;

  private RamDrive(Path file, Path node, long bytes) {
    this.file = file;
    this.node = node;
    this.bytes = bytes;
  }

  /**
   * Writes the file once, so that no measured write pays for its memory, and attaches it.
   *
   * @param file a new file in a tmpfs
   * @throws IOException if there is no memory, no loop device, or what was given is not a loop
   *     device over the file; that one is not touched
   */
  static RamDrive make(Path file, int mebibytes) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < mebibytes; i++) {
        block.clear();
        while (block.hasRemaining()) {
          channel.write(block);
        }
      }
    }
    String node = Tool.output("losetup", "--find", "--show", "--direct-io=on", file.toString());
    RamDrive drive = new RamDrive(file, Path.of(node), (long) mebibytes << 20);
    try {
      drive.check();
    } catch (IOException e) {
      Files.delete(file);
      throw new IOException(node + " is left attached: losetup gave it for " + file, e);
    }
    return drive;
  }

  /**
   * Looks again that this is a loop device over our own file. Called before every program that
   * writes.
   */
  void check() throws IOException {
    long number = (Long) Files.getAttribute(node, "unix:rdev");
    String backing = Files.readString(block().resolve("loop/backing_file")).strip();
    if (number >> 8 != LOOP_MAJOR || !backing.equals(file.toString())) {
      throw new IOException(node + " is not the loop device over " + file + ": nothing is run");
    }
  }

  Path node() {
    return node;
  }

  long bytes() {
    return bytes;
  }

  /** The kernel's counters of this device (Linux Documentation/block/stat.rst). */
  Path statistics() {
    return block().resolve("stat");
  }

  /** Bytes that the device has completed so far: read, written. */
  static long[] transferred(String statistics) {
    String[] fields = BLANKS.split(statistics.strip(), -1);
    return new long[] {Long.parseLong(fields[2]) * 512, Long.parseLong(fields[6]) * 512};
  }

  private Path block() {
    return Path.of("/sys/block").resolve(node.getFileName());
  }

  @Override
  public void close() throws IOException {
    check();
    Tool.output("losetup", "--detach", node.toString());
    Files.delete(file);
  }
}
