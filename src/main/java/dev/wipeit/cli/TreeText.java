package dev.wipeit.cli;

import dev.wipeit.device.BlockTree;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** What stands on a disk as lines, each level two blanks further in. */
final class TreeText {

  private TreeText() {}

  static List<String> lines(BlockTree tree) {
    List<String> lines = new ArrayList<>();
    String own = what(tree);
    if (!own.isEmpty() || tree.children().isEmpty()) {
      lines.add(own.isEmpty() ? "nothing recognised" : own);
    }
    tree.children().forEach(child -> add(lines, child, ""));
    return lines;
  }

  private static void add(List<String> lines, BlockTree tree, String indent) {
    String title = tree.title() == null ? "" : " (" + tree.title() + ")";
    String size = tree.sizeBytes() == null ? "" : " " + new ByteSize(tree.sizeBytes());
    String what = what(tree);
    lines.add(
        indent
            + tree.name()
            + title
            + " "
            + tree.kind()
            + size
            + (what.isEmpty() ? "" : ": " + what));
    tree.children().forEach(child -> add(lines, child, indent + "  "));
  }

  private static String what(BlockTree tree) {
    List<String> parts = new ArrayList<>(tree.content().lines());
    tree.mounts().forEach(place -> parts.add("mounted on " + place));
    if (tree.swap()) {
      parts.add("swapped to");
    }
    return String.join(", ", parts);
  }
}
