package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells at the end what {@link Requires} has left out and how to get it, in one block. The JVMs of
 * one build share a file, so that the last block has all of it.
 */
public final class LeftOut implements BeforeAllCallback {

  private static final String RULE = "-".repeat(100);
  private static final Path FILE =
      Path.of(System.getProperty("wipeit.basedir", ""), "target", "left-out");

  /** What gives the programs and files that tests ask for, on Debian. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("losetup", "mount"),
          Map.entry("mount", "mount"),
          Map.entry("swapon", "mount"),
          Map.entry("/dev/fuse", "fuse3"),
          Map.entry("fusermount3", "fuse3"),
          Map.entry("fuse3", "libfuse3-dev"),
          Map.entry("gcc", "gcc libc6-dev"),
          Map.entry("pkg-config", "pkg-config"),
          Map.entry("qemu-system-x86_64", "qemu-system-x86"),
          Map.entry("busybox", "busybox-static"),
          Map.entry("mksquashfs", "squashfs-tools"),
          Map.entry("cpio", "cpio"),
          Map.entry("depmod", "kmod"),
          Map.entry("xz", "xz-utils"),
          Map.entry("udevadm", "udev"),
          Map.entry("jlink", "openjdk-17-jdk-headless"),
          Map.entry("tmux", "tmux"),
          Map.entry("pdftotext", "poppler-utils"),
          Map.entry("pdftoppm", "poppler-utils"),
          Map.entry("zbarimg", "zbar-tools"),
          Map.entry("python3", "python3"),
          Map.entry("cryptography", "python3-cryptography"),
          Map.entry("hdparm", "hdparm"),
          Map.entry("nvme", "nvme-cli"),
          Map.entry("sg_inq", "sg3-utils"),
          Map.entry("smartctl", "smartmontools"),
          Map.entry("strace", "strace"),
          Map.entry("openssl", "openssl"),
          Map.entry("chromium", "chromium"),
          Map.entry("sfdisk", "fdisk"),
          Map.entry("lvm", "lvm2"),
          Map.entry("mdadm", "mdadm"),
          Map.entry("cryptsetup", "cryptsetup-bin"),
          Map.entry("dmsetup", "dmsetup"),
          Map.entry("mkfs.ext4", "e2fsprogs"),
          Map.entry("mkfs.btrfs", "btrfs-progs"),
          Map.entry("mknod", "coreutils"),
          Map.entry("mkfifo", "coreutils"),
          Map.entry("mkswap", "util-linux"),
          Map.entry("lsblk", "util-linux"),
          Map.entry("blkid", "util-linux"),
          Map.entry("addpart", "util-linux"),
          Map.entry("ionice", "util-linux"),
          Map.entry("setpriv", "util-linux"),
          Map.entry("unshare", "util-linux"));

  /** A test is left out. */
  static void because(String reason) {
    String test =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .map(frame -> frame.getClassName().replaceFirst("[$].*", ""))
                        .filter(name -> name.matches(".*(Test|IT)"))
                        .findFirst()
                        .orElse("?"));
    try {
      Files.createDirectories(FILE.toAbsolutePath().getParent());
      Files.writeString(
          FILE,
          reason + "\t" + test.substring(test.lastIndexOf('.') + 1) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError("what is left out cannot be told", e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Block.class, type -> new Block(), Block.class);
  }

  /** Closed when the last test of the JVM is over. */
  private static final class Block implements AutoCloseable {

    Block() {
      // The unit tests come first in a build.
      if (System.getProperty("wipeit.program") == null) {
        try {
          Files.deleteIfExists(FILE);
        } catch (IOException e) {
          throw new AssertionError("of an earlier build", e);
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (Files.exists(FILE)) {
        System.out.println(text(Files.readAllLines(FILE)));
      }
    }
  }

  /**
   * The block.
   *
   * @param lines each a reason and a test class, with a tab between
   */
  static String text(List<String> lines) {
    SortedMap<String, SortedSet<String>> tests = new TreeMap<>();
    SortedSet<String> packages = new TreeSet<>();
    for (String line : lines) {
      String[] parts = line.split("\t", 2);
      tests.computeIfAbsent(parts[0], reason -> new TreeSet<>()).add(parts[1]);
      PACKAGES.forEach(
          (name, debian) -> {
            if (parts[0].matches(".*[ /]" + name.replaceFirst("^/", "") + "( .*)?")) {
              packages.addAll(List.of(debian.split(" ")));
            }
          });
    }
    StringBuilder text = new StringBuilder("\n" + RULE + "\nLEFT OUT, and not shown to work:\n");
    tests.forEach(
        (reason, classes) ->
            text.append("  ")
                .append(String.join(" ", classes))
                .append(": ")
                .append(reason)
                .append("\n"));
    text.append("To leave nothing out, on Debian as root: .ci/run");
    if (!packages.isEmpty()) {
      text.append("\n  or first: apt-get install ").append(String.join(" ", packages));
    }
    if (tests.keySet().stream().anyMatch(reason -> reason.contains("kernel"))) {
      text.append("\n  and: src/test/lab/kernel");
    }
    return text.append("\n").append(RULE).toString();
  }
}
