package dev.wipeit.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys at the top of a TOML document, with their lines. The parser reads a document as a whole
 * and forgets where things stood; so each statement is read once more by itself. No mapper is used:
 * it would delay the start of a wipe.
 */
final class TomlText {

  /** A date as such, and not as the string that somebody forgot to quote. */
  private static final TomlFactory FACTORY =
      TomlFactory.builder().enable(TomlReadFeature.PARSE_JAVA_TIME).build();

  private TomlText() {}

  /**
   * The keys in their order; what stands inside a table is left out.
   *
   * @throws JsonProcessingException if it is not TOML, with the line
   */
  static List<TomlEntry> entries(String text) throws IOException {
    List<TomlEntry> entries = statements(text);
    try {
      // As a whole: a fault has its own line.
      read(text, 1);
    } catch (JsonProcessingException fault) {
      // Of a key that stands twice it tells the wrong line; who reads the entries sees it too.
      if (entries.stream().map(TomlEntry::key).distinct().count() == entries.size()) {
        throw fault;
      }
    }
    return entries;
  }

  private static List<TomlEntry> statements(String text) throws IOException {
    List<TomlEntry> entries = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    boolean isInTable = false;
    int line = 0;
    int begin = 1;
    for (String more : text.split("\n", -1)) {
      line++;
      statement.append(more).append('\n');
      if (isWhole(statement.toString())) {
        boolean isHeader = statement.toString().stripLeading().startsWith("[");
        isInTable |= isHeader;
        if (isHeader || !isInTable) {
          entries.addAll(read(statement.toString(), begin));
        }
        statement.setLength(0);
        begin = line + 1;
      }
    }
    return entries;
  }

  /** Whether it is a statement, and not only the beginning of one that goes on in later lines. */
  private static boolean isWhole(String statement) throws IOException {
    try {
      read(statement, 1);
      return true;
    } catch (JsonProcessingException goesOn) {
      return false;
    }
  }

  private static List<TomlEntry> read(String text, int line) throws IOException {
    List<TomlEntry> entries = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        Form form = form(parser.nextToken());
        boolean isText = form != Form.ARRAY && form != Form.TABLE && form != Form.DATE;
        entries.add(new TomlEntry(key, form, isText ? parser.getText() : "", line));
        parser.skipChildren();
      }
    }
    return entries;
  }

  private static Form form(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Form.STRING;
      case VALUE_NUMBER_INT -> Form.WHOLE;
      case VALUE_NUMBER_FLOAT -> Form.DECIMAL;
      case VALUE_TRUE, VALUE_FALSE -> Form.SWITCH;
      case START_ARRAY -> Form.ARRAY;
      case START_OBJECT -> Form.TABLE;
      default -> Form.DATE;
    };
  }
}
