package dev.wipeit.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object as RFC 8259 has it, in UTF-8, without a key twice and with nothing behind it.
 *
 * <p>Trees are read and written token by token: a mapper would cost a tenth of a second when the
 * first checkpoint is saved, before the first byte of the device is written.
 */
final class StrictJson {

  /** What a checkpoint may be long: about ten thousand bad ranges. */
  static final int MAX_BYTES = 1 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  /**
   * Reads the object.
   *
   * @param source the file, for the message
   * @throws CheckpointException ({@link Kind#DAMAGED}) if the bytes are anything else. The parser's
   *     own message and stack are left out: they quote the text, which may be the key.
   */
  static ObjectNode parse(byte[] bytes, String source) throws CheckpointException {
    if (bytes.length > MAX_BYTES) {
      throw damaged(source, "is larger than " + MAX_BYTES + " bytes");
    }
    try (JsonParser parser = FACTORY.createParser(text(bytes))) {
      JsonToken first = parser.nextToken();
      @Nullable JsonNode node = first == null ? null : node(parser, first);
      if (parser.nextToken() != null) {
        throw damaged(source, "is not valid JSON" + where(parser.currentTokenLocation()));
      }
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw damaged(source, bytes.length == 0 ? "is empty" : "is not a JSON object");
    } catch (CharacterCodingException notUtf8) {
      throw damaged(source, "is not UTF-8 text");
    } catch (JsonProcessingException notJson) {
      throw damaged(source, "is not valid JSON" + where(notJson.getLocation()));
    } catch (CheckpointException unusable) {
      throw unusable;
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory can be read", impossible);
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
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> nodes.nullNode();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
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

  /** The object without a blank. */
  static String compact(ObjectNode object) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(generator, object);
    } catch (IOException impossible) {
      throw new IllegalStateException("a tree of checked values can be printed", impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, JsonNode node) throws IOException {
    if (node instanceof ObjectNode object) {
      generator.writeStartObject();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        generator.writeFieldName(field.getKey());
        write(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (node instanceof ArrayNode array) {
      generator.writeStartArray();
      for (JsonNode element : array) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (node.isTextual()) {
      generator.writeString(node.textValue());
    } else if (node.isIntegralNumber()) {
      generator.writeNumber(node.bigIntegerValue());
    } else if (node.isNumber()) {
      generator.writeNumber(node.decimalValue());
    } else if (node.isBoolean()) {
      generator.writeBoolean(node.booleanValue());
    } else {
      generator.writeNull();
    }
  }

  static CheckpointException damaged(String source, String what) {
    return new CheckpointException(Kind.DAMAGED, source + ": " + what);
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String where(@Nullable JsonLocation location) {
    if (location == null) {
      return " (too deep or too long)";
    }
    return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
