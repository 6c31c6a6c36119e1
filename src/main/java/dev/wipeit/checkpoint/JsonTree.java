package dev.wipeit.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as a tree, without a key twice, read token by token: a mapper would cost a tenth of a
 * second.
 */
public final class JsonTree {

  static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonTree() {}

  /**
   * The value that the text is, with nothing behind it.
   *
   * @return null where there is no value at all
   * @throws JsonProcessingException if the text is anything else; its message quotes the text
   */
  public static @Nullable JsonNode parse(String text) throws JsonProcessingException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      @Nullable JsonNode node = first == null ? null : node(parser, first);
      if (parser.nextToken() != null) {
        throw new UnusualTextException("text behind the value", parser);
      }
      return node;
    } catch (JsonProcessingException notJson) {
      throw notJson;
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory can be read", impossible);
    }
  }

  /** It is JSON, and not what is read here. */
  private static final class UnusualTextException extends JsonProcessingException {

    private static final long serialVersionUID = 1;

    UnusualTextException(String message, JsonParser parser) {
      super(message, parser.currentTokenLocation());
    }
  }

  /** What begins with the current token; the parser limits how deep it can be. */
  private static JsonNode node(JsonParser parser, JsonToken token) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (token) {
      case START_OBJECT -> object(parser, nodes.objectNode());
      case START_ARRAY -> array(parser, nodes.arrayNode());
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> nodes.nullNode();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  /** The JSON grammar allows exponents that no number of Java has. */
  private static JsonNode decimal(JsonParser parser) throws IOException {
    try {
      return JsonNodeFactory.instance.numberNode(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      throw new UnusualTextException("the exponent of a number is too large", parser);
    }
  }

  private static ObjectNode object(JsonParser parser, ObjectNode object) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      object.set(key, node(parser, parser.nextToken()));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, ArrayNode array) throws IOException {
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(node(parser, t));
    }
    return array;
  }
}
