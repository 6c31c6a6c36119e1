package dev.wipeit.testing;

import dev.wipeit.device.DeviceNumber;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A machine below a temporary folder: sysfs, procfs, device nodes and the udev database as a kernel
 * would show them, and a {@link FakeKernel} that goes with them. It starts with a root file system
 * on {@code 259:1}, no swap and one process, our own.
 */
public final class FakeMachine {

  /** {@code S_IFBLK}, {@code S_IFREG}, {@code S_IFDIR} of linux/stat.h with usual permissions. */
  public static final int BLOCK = 0060660;

  public static final int REGULAR = 0100644;
  public static final int DIRECTORY = 0040755;
  public static final int CHARACTER = 0020666;
  public static final int FIFO = 0010644;
  public static final int SOCKET = 0140755;

  /** The device number of the fake nodes' own file system, a devtmpfs. */
  private static final DeviceNumber DEVTMPFS = new DeviceNumber(0, 6);

  private static final String OWN_PROCESS = "1000";

  private final Path root;
  private final FakeKernel kernel = new FakeKernel();

  public FakeMachine(Path folder) throws IOException {
    root = folder.toRealPath();
    Files.createDirectories(root.resolve("sys/block"));
    Files.createDirectories(root.resolve("sys/dev/block"));
    Files.createDirectories(root.resolve("dev"));
    process(OWN_PROCESS, "java", "mnt:[1]");
    link(root.resolve("proc/self"), Path.of(OWN_PROCESS));
    write("proc/swaps", "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n");
    mount("22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw");
    kernel.file("/", directory("259:1"));
  }

  public SystemRoots roots() {
    return new SystemRoots(
        root.resolve("sys"), root.resolve("proc"), root.resolve("dev"), root.resolve("run"));
  }

  public FakeKernel kernel() {
    return kernel;
  }

  /** The folder's name taken out of a text, so that it reads as on a real machine. */
  public String shown(String text) {
    return text.replace(root.toString(), "");
  }

  public Path path(String path) {
    return root.resolve(path);
  }

  public Path dev(String name) {
    return root.resolve("dev").resolve(name);
  }

  /** A drive of 1 GiB with 512-byte sectors. */
  public Folder disk(String name, String number) {
    return device("sys/devices/pci0000:00/block/" + name, name, number);
  }

  /** As {@link #disk}, at another place in the device tree. */
  public Folder diskAt(String path, String number) {
    return device(path, path.substring(path.lastIndexOf('/') + 1), number);
  }

  /** A device without hardware: dm, md, zram. */
  public Folder virtual(String name, String number) {
    return device("sys/devices/virtual/block/" + name, name, number);
  }

  /** A loop device that is over nothing. */
  public Folder idleLoop(int index) {
    return virtual("loop" + index, "7:" + index);
  }

  /** A loop device over a file, which the ioctl tells. */
  public Folder loop(int index, String file, long device, long inode) {
    Folder loop = idleLoop(index).attribute("loop/backing_file", file);
    loop.attribute("loop/offset", "0");
    kernel.loop(dev("loop" + index).toString(), device, inode, 0, 0);
    return loop;
  }

  /** A loop device over a block device. */
  public Folder loopOver(int index, String file, String number) {
    Folder loop = idleLoop(index).attribute("loop/backing_file", file);
    kernel.loop(dev("loop" + index).toString(), 6, 99, 0, encoded(number));
    return loop;
  }

  public void mount(String line) {
    append("proc/" + OWN_PROCESS + "/mountinfo", line + "\n");
  }

  /** Takes all mounts away, the root file system's too. */
  public void noMounts() {
    write("proc/" + OWN_PROCESS + "/mountinfo", "");
  }

  public void foreignMount(String process, String line) {
    append("proc/" + process + "/mountinfo", line + "\n");
  }

  public void swap(String name) {
    append("proc/swaps", name + "                               partition\t1048572\t0\t-2\n");
  }

  public void process(String number, String command, String namespace) {
    write("proc/" + number + "/comm", command + "\n");
    link(path("proc/" + number + "/ns/mnt"), Path.of(namespace));
  }

  public void openFile(String process, int fd, String target, String flags, FileStatus status) {
    Path descriptor = path("proc/" + process + "/fd/" + fd);
    link(descriptor, Path.of(target));
    write("proc/" + process + "/fdinfo/" + fd, "pos:\t0\nflags:\t" + flags + "\nmnt_id:\t27\n");
    kernel.file(descriptor.toString(), status);
  }

  public void ownOpenFile(int fd, String target, String flags, FileStatus status) {
    openFile(OWN_PROCESS, fd, target, flags, status);
  }

  public void udev(String number, String... lines) {
    write("run/udev/data/b" + number, String.join("\n", lines) + "\n");
  }

  /** A btrfs file system in use on these devices. */
  public void btrfs(String uuid, Folder... devices) {
    for (Folder device : devices) {
      Path link = path("sys/fs/btrfs/" + uuid + "/devices/" + device.folder.getFileName());
      link(link, device.folder);
    }
  }

  public static FileStatus blockDevice(String number) {
    DeviceNumber rdev = DeviceNumber.parse(number);
    return new FileStatus(
        BLOCK, 99, DEVTMPFS.major(), DEVTMPFS.minor(), rdev.major(), rdev.minor(), 0);
  }

  public static FileStatus regularFile(String device, long inode, long sizeBytes) {
    DeviceNumber number = DeviceNumber.parse(device);
    return new FileStatus(REGULAR, inode, number.major(), number.minor(), 0, 0, sizeBytes);
  }

  public static FileStatus directory(String device) {
    DeviceNumber number = DeviceNumber.parse(device);
    return new FileStatus(DIRECTORY, 2, number.major(), number.minor(), 0, 0, 4096);
  }

  /** As new_encode_dev of linux/kdev_t.h. */
  public static long encoded(String number) {
    DeviceNumber parsed = DeviceNumber.parse(number);
    long minor = parsed.minor();
    return (minor & 0xff) | ((long) parsed.major() << 8) | ((minor & ~0xffL) << 12);
  }

  /** A file with its content, its folders made where they are missing. */
  public void write(String path, String content) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
      Files.writeString(root.resolve(path), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String path) {
    try {
      Files.delete(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String path, String content) {
    try {
      Files.writeString(
          root.resolve(path), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void link(Path link, Path target) {
    try {
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Folder device(String path, String name, String number) {
    Folder folder = new Folder(root.resolve(path), number);
    folder
        .attribute("removable", "0")
        .attribute("queue/logical_block_size", "512")
        .attribute("queue/physical_block_size", "4096");
    link(root.resolve("sys/block").resolve(name), folder.folder);
    return folder;
  }

  /** A device's folder in sysfs. */
  public final class Folder {

    private final Path folder;
    private final String number;

    private Folder(Path folder, String number) {
      this.folder = folder;
      this.number = number;
      attribute("dev", number).attribute("ro", "0").attribute("size", "2097152");
      String name = folder.getFileName().toString();
      try {
        Files.createDirectories(folder.resolve("holders"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      link(root.resolve("sys/dev/block/" + number), folder);
      write("dev/" + name.replace('!', '/'), "");
      kernel.file(dev(name.replace('!', '/')).toString(), blockDevice(number));
    }

    /** Its folder. */
    public Path folder() {
      return folder;
    }

    public Folder attribute(String name, String value) {
      write(root.relativize(folder.resolve(name)).toString(), value + "\n");
      return this;
    }

    /** A partition of 512 MiB, the first one at 1 MiB, the next one behind it. */
    public Folder partition(String name, String number) {
      Folder partition = new Folder(folder.resolve(name), number);
      int ordinal = Integer.parseInt(name.replaceFirst("^.*?([0-9]+)$", "$1"));
      return partition
          .attribute("partition", "" + ordinal)
          .attribute("start", "" + (2048 + (ordinal - 1) * 1048576))
          .attribute("size", "1048576");
    }

    public Folder heldBy(Folder holder) {
      link(folder.resolve("holders").resolve(holder.folder.getFileName()), holder.folder);
      return this;
    }

    /** What is read from its node. */
    public Folder contents(byte[] bytes) {
      kernel.contents(dev(folder.getFileName().toString()).toString(), bytes);
      return this;
    }

    public String number() {
      return number;
    }
  }
}
