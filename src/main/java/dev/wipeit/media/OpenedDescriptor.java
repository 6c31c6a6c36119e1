package dev.wipeit.media;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
   */
  static synchronized OpenedDescriptor of(int claimed, Kernel kernel) throws IOException {
    Set<Integer> before = descriptors();
    RandomAccessFile file =
        new RandomAccessFile(DESCRIPTORS.resolve("" + claimed).toString(), "rw");
    try {
      FileStatus wanted = kernel.status(claimed);
      List<Integer> found = new ArrayList<>();
      for (int fd : descriptors()) {
        if (!before.contains(fd) && leadsTo(wanted, fd, kernel)) {
          found.add(fd);
        }
      }
      if (found.size() != 1) {
        throw new IOException("cannot tell which descriptor is the device's: " + found);
      }
      return new OpenedDescriptor(file, found.get(0));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static boolean leadsTo(FileStatus wanted, int fd, Kernel kernel) {
    try {
      return kernel.status(fd).equals(wanted);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private static Set<Integer> descriptors() throws IOException {
    Set<Integer> fds = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : entries) {
        fds.add(Integer.parseInt(entry.getFileName().toString()));
      }
    }
    return fds;
  }
}
