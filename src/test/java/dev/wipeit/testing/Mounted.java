package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Path;

/** A file system that is mounted on a folder of the test's own, until this is closed. */
public final class Mounted implements AutoCloseable {

  private final Path folder;
  private final boolean isOwn;

  private Mounted(Path folder, boolean isOwn) {
    this.folder = folder;
    this.isOwn = isOwn;
  }

  /** A file system in memory; options as in tmpfs(5), such as {@code size=64k}. */
  public static Mounted tmpfs(String options) throws IOException {
    return mount("-t", "tmpfs", "-o", options, "wipeit-test");
  }

  /** The same on a folder that is there, and stays. */
  public static Mounted tmpfs(Path folder, String options) throws IOException {
    Requires.root();
    Tool.run("mount", "-t", "tmpfs", "-o", options, "wipeit-test", folder.toString()).succeeded();
    Mounted mounted = new Mounted(folder, false);
    Leftovers.add(mounted);
    return mounted;
  }

  /**
   * What is on a loop device of the test.
   *
   * @param node the device or a partition of it
   * @param options as in mount(8), such as {@code ro}
   */
  public static Mounted device(Path node, String options) throws IOException {
    if (!LoopDevice.isOurs(node)) {
      throw new IllegalArgumentException("not a loop device of this test: " + node);
    }
    return mount("-o", options, node.toString());
  }

  /** Makes an ext4 on a loop device of the test or on a partition of it. */
  public static void makeExt4(Path node) throws IOException {
    if (!LoopDevice.isOurs(node)) {
      throw new IllegalArgumentException("not a loop device of this test: " + node);
    }
    Requires.tool("mkfs.ext4");
    Tool.run("mkfs.ext4", "-q", "-F", node.toString()).succeeded();
  }

  /** Where it is mounted. */
  public Path point() {
    return folder;
  }

  /** Mounts it anew with another option, such as {@code ro}. */
  public void remount(String option) throws IOException {
    Tool.run("mount", "-o", "remount," + option, folder.toString()).succeeded();
  }

  @Override
  public void close() throws IOException {
    // Lazily: a program of the test may still have a file open there.
    Tool.run("umount", "--lazy", folder.toString()).succeeded();
    Leftovers.remove(this);
    if (isOwn) {
      Scratch.delete(folder);
    }
  }

  @Override
  public String toString() {
    return "mounted at " + folder;
  }

  private static Mounted mount(String... arguments) throws IOException {
    Requires.root();
    Path folder = Scratch.folder("mount");
    String[] command = new String[arguments.length + 2];
    command[0] = "mount";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    command[command.length - 1] = folder.toString();
    Tool mount = Tool.run(command);
    if (mount.exitCode() != 0) {
      Scratch.delete(folder);
    }
    mount.succeeded();
    Mounted mounted = new Mounted(folder, true);
    Leftovers.add(mounted);
    return mounted;
  }
}
