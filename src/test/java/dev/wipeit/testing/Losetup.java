package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Attaches files with losetup(8), for {@link LoopDevice} alone. */
final class Losetup {

  /** Several may look for a free device at once, and all but one then find theirs taken. */
  private static final int TRIES = 20;

  private Losetup() {}

  /** A node over the file, checked. */
  static LoopNode attach(Path file, LoopOptions options) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !LoopDevice.isOurs(file)) {
      throw new IOException("not a regular file, nor a loop device of this test: " + file);
    }
    LoopNode node = new LoopNode(Path.of(nodeOf(file, options)), file);
    try {
      node.check();
      checkOptions(node, options);
    } catch (IOException e) {
      if (node.isOverOwnFile()) {
        node.detach();
      }
      throw e;
    }
    return node;
  }

  private static String nodeOf(Path file, LoopOptions options) throws IOException {
    List<String> command = new ArrayList<>(List.of("losetup", "--find", "--show"));
    command.addAll(options.arguments());
    command.add(file.toString());
    Tool last = Tool.run(command.toArray(String[]::new));
    for (int i = 1; i < TRIES && isTaken(last); i++) {
      last = Tool.run(command.toArray(String[]::new));
    }
    // The last line: before it losetup warns of files that are not whole sectors.
    List<String> lines = last.succeeded().output().lines().toList();
    return lines.get(lines.size() - 1);
  }

  private static boolean isTaken(Tool run) {
    return run.exitCode() != 0 && run.output().contains("busy");
  }

  static void checkOptions(LoopNode node, LoopOptions options) throws IOException {
    Path folder = Path.of("/sys/block", node.name());
    demand(folder.resolve("queue/logical_block_size"), Integer.toString(options.sectorBytes()));
    demand(folder.resolve("loop/dio"), options.directIo() ? "1" : "0");
    demand(folder.resolve("ro"), options.readOnly() ? "1" : "0");
  }

  private static void demand(Path file, String expected) throws IOException {
    String actual = Files.readString(file).strip();
    if (!actual.equals(expected)) {
      throw new IOException(
          "attached otherwise than asked (%s=%s, expected=%s)".formatted(file, actual, expected));
    }
  }
}
