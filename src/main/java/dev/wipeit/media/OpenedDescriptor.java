package dev.wipeit.media;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A {@link RandomAccessFile} on an open descriptor, and the number of its own descriptor, which the
 * JDK keeps to itself: it is the one that appears in {@code /proc/self/fd} and leads to the same
 * device.
 *
 * @param file the opened file
 * @param fd its descriptor
 */
@SuppressForbidden("the device is a RandomAccessFile, opened on a claimed descriptor")
record OpenedDescriptor(RandomAccessFile file, int fd) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /**
   * Opens what a descriptor leads to a second time. Opened by path, mode {@code "rw"} would create
   * a regular file where a device has vanished; {@code /proc/self/fd} leads to the inode itself.
   * Not for two threads with the same device; with others, one that never opens holds none of them.
   */
  static OpenedDescriptor of(int claimed, Kernel kernel) throws IOException {
    FileStatus device = kernel.status(claimed);
    Set<Integer> before = leadingTo(device, kernel);
    RandomAccessFile file =
        new RandomAccessFile(DESCRIPTORS.resolve("" + claimed).toString(), "rw");
    try {
      Set<Integer> opened = leadingTo(device, kernel);
      opened.removeAll(before);
      if (opened.size() != 1) {
        throw new IOException("cannot tell which descriptor is the device's: " + opened);
      }
      return new OpenedDescriptor(file, opened.iterator().next());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** The open descriptors of this process that lead to the device. */
  private static Set<Integer> leadingTo(FileStatus device, Kernel kernel) throws IOException {
    Set<Integer> fds = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : entries) {
        int fd = Integer.parseInt(entry.getFileName().toString());
        if (leadsTo(device, fd, kernel)) {
          fds.add(fd);
        }
      }
    }
    return fds;
  }

  private static boolean leadsTo(FileStatus wanted, int fd, Kernel kernel) {
    try {
      return kernel.status(fd).equals(wanted);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
