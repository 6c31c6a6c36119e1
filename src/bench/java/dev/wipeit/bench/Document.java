package dev.wipeit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts text between two markers of a Markdown file, in place of what is there. */
final class Document {

  private static final String BEGIN = "<!-- benchmark: begin -->\n";
  private static final String END = "<!-- benchmark: end -->\n";

  private Document() {}

  /**
   * Replaces the part; a file that does not exist is made.
   *
   * @throws IOException if the file has no markers, or cannot be written
   */
  static void replace(Path file, String part) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : BEGIN + END;
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no lines " + BEGIN.strip() + " and " + END.strip());
    }
    String head = text.substring(0, begin + BEGIN.length());
    Files.writeString(file, head + part + text.substring(end));
  }
}
