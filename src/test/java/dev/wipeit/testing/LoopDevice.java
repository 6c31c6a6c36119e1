package dev.wipeit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A loop device over a file of the test's own: the only way for a test to a block device. No method
 * takes a device node; the node comes from losetup(8) and is handed out only after the kernel has
 * said that the file is behind it.
 *
 * <p>The contents are read and written through the file, not through the device: what is read is
 * what has reached the file, and what a program has written to the device without making it durable
 * may not be there yet. The device's own page cache is dropped after a change of the file.
 */
public final class LoopDevice implements AutoCloseable {

  private final LoopNode node;
  private final DeviceNode place;
  private final Path contents;
  private final Closing beforeDetaching;
  private final Closing end;
  private final long sizeBytes;
  private Marker marker = Marker.usual();

  private LoopDevice(LoopNode node, Path contents, Closing beforeDetaching, Closing end)
      throws IOException {
    this.node = node;
    this.place = new DeviceNode(node.path());
    this.contents = contents;
    this.beforeDetaching = beforeDetaching;
    this.end = end;
    this.sizeBytes = Files.size(contents);
  }

  /** Attaches a new file of zeros, in sectors of 512 bytes. */
  public static LoopDevice create(long sizeBytes) throws IOException {
    return create(sizeBytes, LoopOptions.USUAL);
  }

  /** Attaches a new file of zeros, in sectors of 512 or 4096 bytes. */
  public static LoopDevice create(long sizeBytes, int sectorBytes) throws IOException {
    return create(sizeBytes, LoopOptions.USUAL.withSectorBytes(sectorBytes));
  }

  /** Attaches a new file of zeros. */
  public static LoopDevice create(long sizeBytes, LoopOptions options) throws IOException {
    Requires.loop();
    Path folder = Scratch.folder("loop");
    try {
      Path file = Files.createFile(folder.resolve("disk.img"));
      resize(file, sizeBytes);
      return attach(file, file, options, () -> {}, () -> Scratch.delete(folder));
    } catch (IOException | RuntimeException e) {
      Scratch.delete(folder);
      throw e;
    }
  }

  /** Attaches a regular file of the test, which {@link #close()} leaves where it is. */
  public static LoopDevice over(Path backingFile, LoopOptions options) throws IOException {
    Requires.loop();
    Path file = backingFile.toRealPath();
    return attach(file, file, options, () -> {}, () -> {});
  }

  /** Attaches the disk of a drive, which ends the device when it is closed itself. */
  public static LoopDevice over(FaultDrive drive, LoopOptions options) throws IOException {
    Requires.loop();
    LoopDevice device = attach(drive.disk(), drive.contents(), options, drive::letGo, () -> {});
    // One request of the device is one of the drive: of one that fails in a later part, the
    // kernel's
    // loop driver (seen with 6.18) tells that it was written.
    Files.writeString(
        Path.of("/sys/block", device.name(), "queue/max_sectors_kb"),
        "512",
        StandardOpenOption.WRITE);
    drive.closeBefore(device);
    return device;
  }

  /** Attaches another device of the test, which must be closed after this one. */
  public static LoopDevice over(LoopDevice lower, LoopOptions options) throws IOException {
    return attach(lower.node(), lower.contents, options, () -> {}, () -> {});
  }

  /** Whether a path is the node of a device that a fixture has attached and not yet detached. */
  static boolean isOurs(Path path) throws IOException {
    for (LoopDevice device : Leftovers.open(LoopDevice.class)) {
      if (device.owns(path.toRealPath()) && device.node.isOverOwnFile()) {
        return true;
      }
    }
    return false;
  }

  private boolean owns(Path path) {
    // A partition of loop1 is loop1p2; loop12 is another device.
    String name = path.getFileName().toString();
    return path.equals(node())
        || (path.startsWith(node().getParent()) && name.matches(name() + "p\\d+"));
  }

  /**
   * Has the kernel take a part of the device as a partition, without a table on it: not every
   * kernel reads every kind of table. The device must be attached with partitions.
   *
   * @param number from 1
   * @param firstSector where it begins, in sectors of 512 bytes
   * @param sectors how long it is
   * @return its node
   */
  public Path addPartition(int number, long firstSector, long sectors) throws IOException {
    Requires.tool("addpart");
    node.check();
    Tool.run(
            "addpart",
            node().toString(),
            Integer.toString(number),
            Long.toString(firstSector),
            Long.toString(sectors))
        .succeeded();
    Path partition = node().resolveSibling(name() + "p" + number);
    Await.until(
        Duration.ofSeconds(5), () -> "the node " + partition, () -> Files.exists(partition));
    return partition;
  }

  /** Such as {@code /dev/loop3}. */
  public Path node() {
    return node.path();
  }

  /** Such as {@code loop3}. */
  public String name() {
    return node.name();
  }

  /** The file with the bytes of the device; for a fault drive the file behind the drive. */
  public Path backingFile() {
    return contents;
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  /** The name under /dev, which a test may take away; {@link #close()} puts it back. */
  public DeviceNode place() {
    return place;
  }

  /** Puts the usual marker into every sector of 512 bytes. */
  public void fill() throws IOException {
    fill(Marker.usual());
  }

  /** Puts the marker, of 8 to 256 bytes, repeated, into every sector of 512 bytes. */
  public void fill(byte[] bytes) throws IOException {
    fill(new Marker(bytes));
  }

  /** Changes bytes behind the device's back. */
  public void write(long offset, byte[] bytes) throws IOException {
    node.dropCache();
    try (FileChannel channel = FileChannel.open(contents, StandardOpenOption.WRITE)) {
      writeFully(channel, ByteBuffer.wrap(bytes), offset);
    }
    node.dropCache();
  }

  /** The bytes that have reached the file. */
  public byte[] read(long offset, int length) throws IOException {
    try (InputStream stream = contents()) {
      stream.skipNBytes(offset);
      return stream.readNBytes(length);
    }
  }

  /** All bytes that have reached the file. */
  public InputStream contents() throws IOException {
    return Files.newInputStream(contents);
  }

  /** Writes the device's page cache back to the file, as the end of the last writer does. */
  public void writeBack() throws IOException {
    node.dropCache();
  }

  /** How many sectors of 512 bytes still hold the marker of the last fill, anywhere in them. */
  public long markerSectors() throws IOException {
    try (InputStream stream = contents()) {
      return marker.sectorsIn(stream);
    }
  }

  /** The digest of all bytes that have reached the file, in lower-case hex. */
  public String sha256() throws IOException {
    try (DigestInputStream stream = new DigestInputStream(contents(), sha())) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    }
  }

  /** The kernel refuses every write from now on, or takes them again. */
  public void readOnly(boolean set) throws IOException {
    node.readOnly(set);
  }

  /** The device has no bytes any more, as a drive that was pulled. */
  public void shrinkToNothing() throws IOException {
    try (FileChannel file = FileChannel.open(contents, StandardOpenOption.WRITE)) {
      file.truncate(0);
    }
    node.takeOverSize();
  }

  /** Whether the kernel still has the file behind the device. */
  public boolean isAttached() throws IOException {
    return node.isOverOwnFile();
  }

  /** Detaches the device; fails if somebody has it open for more than 3 s. */
  public void detach() throws IOException {
    beforeDetaching.close();
    place.restore();
    if (isAttached()) {
      node.detach();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      detach();
    } finally {
      // Where somebody has it open, the kernel detaches it when he lets go.
      Leftovers.remove(this);
      end.close();
    }
  }

  @Override
  public String toString() {
    return node() + " over " + contents;
  }

  private static LoopDevice attach(
      Path file, Path contents, LoopOptions options, Closing beforeDetaching, Closing end)
      throws IOException {
    LoopNode node = Losetup.attach(file, options);
    LoopDevice device = new LoopDevice(node, contents, beforeDetaching, end);
    Leftovers.add(device);
    return device;
  }

  private void fill(Marker newMarker) throws IOException {
    marker = newMarker;
    byte[] sector = marker.sector();
    ByteBuffer chunk = ByteBuffer.allocate(sector.length * 1024);
    while (chunk.hasRemaining()) {
      chunk.put(sector);
    }
    node.dropCache();
    try (FileChannel channel = FileChannel.open(contents, StandardOpenOption.WRITE)) {
      for (long offset = 0; offset < sizeBytes; offset += chunk.capacity()) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), sizeBytes - offset));
        writeFully(channel, chunk, offset);
      }
    }
    node.dropCache();
  }

  private static void writeFully(FileChannel channel, ByteBuffer source, long offset)
      throws IOException {
    long start = offset - source.position();
    while (source.hasRemaining()) {
      channel.write(source, start + source.position());
    }
  }

  private static void resize(Path file, long sizeBytes) throws IOException {
    if (sizeBytes < 0 || sizeBytes % Marker.SECTOR_BYTES != 0) {
      throw new IllegalArgumentException("not whole sectors: " + sizeBytes + " bytes");
    }
    if (sizeBytes > 0) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
      }
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** What is left to do. */
  @FunctionalInterface
  private interface Closing {
    void close() throws IOException;
  }
}
