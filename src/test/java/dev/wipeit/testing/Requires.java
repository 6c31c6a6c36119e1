package dev.wipeit.testing;

import dev.wipeit.lab.DebianKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs of the machine: where it is missing the test is skipped with that reason, or
 * fails if the environment variable {@code WIPEIT_TESTS_SKIP_NOTHING} is set.
 */
public final class Requires {

  private static final Path LOOP_CONTROL = Path.of("/dev/loop-control");
  private static final Path FUSE = Path.of("/dev/fuse");
  private static final String QEMU = "qemu-system-x86_64";
  private static final Path JLINK = Path.of(System.getProperty("java.home"), "bin/jlink");

  private Requires() {}

  /** The super-user. */
  public static void root() {
    need(isRoot(), "needs root");
  }

  /** The right to attach loop devices. */
  public static void loop() {
    root();
    need(Files.isWritable(LOOP_CONTROL), "needs " + LOOP_CONTROL);
    tool("losetup");
  }

  /** The right to mount FUSE file systems, and what builds one: gcc and libfuse 3. */
  public static void fuse() {
    root();
    need(Files.isReadable(FUSE) && Files.isWritable(FUSE), "needs " + FUSE);
    tool("fusermount3");
    library("fuse3");
  }

  /** The right to mount something that no other process sees. */
  public static void mountNamespace() {
    root();
    tool("unshare");
    need(
        succeeds(
            "unshare", "--mount", "--propagation", "private", "mount", "-t", "tmpfs", "x", "/run"),
        "needs the right to mount in a namespace of its own");
  }

  /**
   * What emulates a machine with drives: QEMU for x86-64, Debian's kernel, what builds the root.
   */
  public static void emulatedMachine() throws IOException {
    for (String name : List.of(QEMU, "busybox", "mksquashfs", "cpio", "depmod", "xz", "udevadm")) {
      tool(name);
    }
    need(Files.isExecutable(JLINK), "needs " + JLINK);
    need(
        DebianKernel.isThere(),
        "needs Debian's kernel in " + DebianKernel.folder() + ": src/test/lab/kernel");
  }

  /** A program on the path. */
  public static void tool(String name) {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    need(found, "needs the program " + name);
  }

  /** Python 3 with a module. */
  public static void python(String module) {
    tool("python3");
    need(succeeds("python3", "-c", "import " + module), "needs Python's " + module);
  }

  /** A C library with its headers, and what builds with it: gcc and pkg-config. */
  public static void library(String name) {
    tool("gcc");
    tool("pkg-config");
    need(
        succeeds("pkg-config", "--exists", name),
        "needs the C library " + name + " with its headers");
  }

  private static boolean succeeds(String... command) {
    try {
      return Tool.run(command).exitCode() == 0;
    } catch (IOException e) {
      throw new AssertionError(command[0] + " could not be run", e);
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new AssertionError("/proc/self could not be read", e);
    }
  }

  private static void need(boolean holds, String reason) {
    if (System.getenv("WIPEIT_TESTS_SKIP_NOTHING") != null) {
      Assertions.assertTrue(holds, reason);
    }
    if (!holds) {
      LeftOut.because(reason);
    }
    Assumptions.assumeTrue(holds, reason);
  }
}
