package dev.wipeit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A drive whose every answer is the test's: {@code native/fault-drive} over a file in memory. Put a
 * {@link LoopDevice#over(FaultDrive, LoopOptions) loop device} over it. Offsets are in bytes, LBAs
 * in sectors of 512 bytes.
 */
public final class FaultDrive implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Path folder;
  private final Path mount;
  private final Process process;
  private final List<LoopDevice> devices = new ArrayList<>();

  private FaultDrive(Path folder, Path mount, Process process) {
    this.folder = folder;
    this.mount = mount;
    this.process = process;
  }

  /** Mounts a drive of zeros without faults. */
  public static FaultDrive create(long sizeBytes) throws IOException {
    Requires.fuse();
    Path program = NativeTool.compiled("fault-drive", "fuse3");
    Path folder = Scratch.folder("drive");
    try (FileChannel contents =
        FileChannel.open(
            folder.resolve("contents"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      contents.write(ByteBuffer.allocate(1), sizeBytes - 1);
    }
    FaultDrive drive = start(program, folder);
    Leftovers.add(drive);
    drive.awaitMounted();
    return drive;
  }

  /** The file to read, write and attach, every request of which goes through the drive. */
  public Path disk() {
    return mount.resolve("disk");
  }

  /** The file behind the drive, with the bytes that have arrived. */
  public Path contents() {
    return folder.resolve("contents");
  }

  /** Every read, write and fsync waits until {@link #go()}. */
  public void stall() throws IOException {
    command("stall");
  }

  /** Every request waits for so long, or until {@link #go()}. */
  public void stall(Duration time) throws IOException {
    command("stall " + time.toMillis() / 1000.0);
  }

  /** Ends {@link #stall()}. */
  public void go() throws IOException {
    command("go");
  }

  /** Every fsync that is answered stalls the drive, before another request is served. */
  public void pause() throws IOException {
    command("pause");
  }

  /** Every request fails with ENODEV until {@link #back()}. */
  public void gone() throws IOException {
    command("gone");
  }

  /** Ends {@link #gone()} and {@link #cut}. */
  public void back() throws IOException {
    command("back");
  }

  /** Reads that touch these sectors fail with EIO. */
  public void badRead(long lba, long count) throws IOException {
    command("bad read " + lba + " " + count);
  }

  /** The next so many reads that touch these sectors fail with EIO. */
  public void badRead(long lba, long count, int times) throws IOException {
    command("bad read " + lba + " " + count + " " + times);
  }

  /** Writes that touch these sectors fail with EIO and change nothing. */
  public void badWrite(long lba, long count) throws IOException {
    command("bad write " + lba + " " + count);
  }

  /** The next so many writes that touch these sectors fail with EIO. */
  public void badWrite(long lba, long count, int times) throws IOException {
    command("bad write " + lba + " " + count + " " + times);
  }

  /** Writes that touch these sectors fail, and each makes them more by a step, up to so many. */
  public void growingBadWrite(long lba, long count, long step, long most) throws IOException {
    command("grow write " + lba + " " + count + " " + step + " " + most);
  }

  /** The next so many writes that touch these sectors are confirmed and change nothing. */
  public void loseWrite(long lba, long count, int times) throws IOException {
    command("lose write " + lba + " " + count + " " + times);
  }

  /** The next so many writes that reach that sector end before it, and are confirmed. */
  public void tearWrite(long lba, int times) throws IOException {
    command("tear write " + lba + " 1 " + times);
  }

  /** The next so many writes that reach that sector end before it, and fail with EIO. */
  public void tearAndFail(long lba, int times) throws IOException {
    command("tear fail " + lba + " 1 " + times);
  }

  /** One bit of each of these sectors is read wrong. */
  public void rot(long lba, long count) throws IOException {
    command("rot read " + lba + " " + count);
  }

  /** Writes are confirmed when they are in a cache of that size, and durable after a flush. */
  public void cache(long bytes) throws IOException {
    command("cache " + bytes / 1024);
  }

  /** The next so many flushes are confirmed and make nothing durable. */
  public void lieAboutFlushes(int times) throws IOException {
    command("lie " + times);
  }

  /** The medium ends there, and what is beyond comes to its beginning again. */
  public void trueCapacity(long bytes) throws IOException {
    command("capacity " + bytes / 512);
  }

  /**
   * The power is off: of what no flush has covered any part is left, and every request fails with
   * ENODEV until {@link #back()}.
   *
   * @param seed chooses that part
   */
  public void cut(long seed) throws IOException {
    command("cut " + Long.toUnsignedString(seed));
  }

  /** {@link #cut(long)} at the request that comes after so many others. */
  public void cut(long seed, long requests) throws IOException {
    command("cut " + Long.toUnsignedString(seed) + " " + requests);
  }

  /** Every request takes so much longer, up to a second. */
  public void delay(Duration time) throws IOException {
    command("delay " + TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
  }

  /**
   * Requests that begin in these sectors are served one after another, at that rate.
   *
   * @param mebibytes per second, 1 or more
   */
  public void rate(long lba, long count, int mebibytes) throws IOException {
    command("rate " + lba + " " + count + " " + mebibytes * 1024L);
  }

  /** No faults. */
  public void clear() throws IOException {
    command("clear");
  }

  /** Writes one command into the control file; refused ones are an {@link IOException}. */
  public void command(String text) throws IOException {
    Files.writeString(control(), text + "\n", StandardOpenOption.WRITE);
  }

  /**
   * One number of the control file: waiting, reads, writes, fsyncs, stalled, gone, bad, delay,
   * cached.
   */
  public long value(String name) throws IOException {
    for (String line : state().lines().toList()) {
      if (line.startsWith(name + " ")) {
        return Long.parseLong(line.substring(name.length() + 1));
      }
    }
    throw new IllegalArgumentException("the control file does not tell " + name);
  }

  /** Returns when at least so many requests wait for {@link #go()}. */
  public void awaitWaiting(long requests) throws IOException {
    Await.until(DEADLINE, () -> requests + " waiting requests", () -> value("waiting") >= requests);
  }

  /** Every request since the start, in the order of arrival. */
  public List<Request> requests() throws IOException {
    return log().stream().filter(request -> !request.what().equals("given")).toList();
  }

  /** {@link #requests()}, and what every read was given when it was answered. */
  public List<Request> log() throws IOException {
    return Files.readAllLines(folder.resolve("requests")).stream().map(Request::of).toList();
  }

  /**
   * A line of the log.
   *
   * @param what read, write or fsync; given where a read is answered
   * @param micros since the drive was started
   * @param hash FNV-1a of the bytes, in 16 hex digits; zeros where there are none
   */
  public record Request(String what, long offset, long length, long micros, String hash) {
    private static Request of(String line) {
      String[] parts = line.split(" ");
      return new Request(
          parts[0],
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          parts[4]);
    }

    /** Without time and hash. */
    @Override
    public String toString() {
      return what + " " + offset + " " + length;
    }
  }

  /** Lets everything go on, detaches what is over the drive, unmounts it, ends its process. */
  @Override
  public void close() throws IOException {
    letGo();
    for (LoopDevice device : devices) {
      device.close();
    }
    end();
    Leftovers.remove(this);
    Scratch.delete(folder);
  }

  @Override
  public String toString() {
    return "fault drive at " + mount;
  }

  void closeBefore(LoopDevice device) {
    devices.add(device);
  }

  /** Nobody waits any more: whoever does cannot be killed, and what is over the drive not ended. */
  void letGo() throws IOException {
    if (process.isAlive()) {
      go();
    }
  }

  long pid() {
    return process.pid();
  }

  /** In one read: between two, the numbers could change. */
  private String state() throws IOException {
    try (FileChannel channel = FileChannel.open(control(), StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(4096);
      channel.read(buffer);
      return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
    }
  }

  private Path control() {
    return mount.resolve("control");
  }

  private void end() throws IOException {
    // The kernel may still be letting go of the file that was attached.
    boolean unmounted = Await.holdsWithin(DEADLINE, () -> !process.isAlive() || isUnmounted());
    if (!unmounted || !Await.holdsWithin(DEADLINE, () -> !process.isAlive())) {
      process.destroyForcibly();
      Tool.run("fusermount3", "-u", "-z", mount.toString());
      throw new IOException("had to be killed: " + this + ": " + Files.readString(errors()));
    }
  }

  private boolean isUnmounted() throws IOException {
    return Tool.run("fusermount3", "-u", mount.toString()).exitCode() == 0;
  }

  private Path errors() {
    return folder.resolve("errors");
  }

  private void awaitMounted() throws IOException {
    Await.until(DEADLINE, this::complaints, () -> Files.exists(control()) || !process.isAlive());
    if (!process.isAlive()) {
      close();
      throw new IOException("did not start: " + complaints());
    }
  }

  private String complaints() {
    try {
      return this + ": " + (Files.exists(errors()) ? Files.readString(errors()) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FaultDrive start(Path program, Path folder) throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    // -e and a pipe as standard input: it ends with this JVM, however that ends.
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-e",
                "-l",
                folder.resolve("requests").toString(),
                folder.resolve("contents").toString(),
                mount.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("errors").toFile())
            .start();
    return new FaultDrive(folder, mount, process);
  }
}
