package dev.wipeit.checkpoint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
    try {
      if (JsonTree.parse(text(bytes)) instanceof ObjectNode object) {
        return object;
      }
      throw damaged(source, bytes.length == 0 ? "is empty" : "is not a JSON object");
    } catch (CharacterCodingException notUtf8) {
      throw damaged(source, "is not UTF-8 text");
    } catch (JsonProcessingException notJson) {
      throw damaged(source, "is not valid JSON" + where(notJson.getLocation()));
    }
  }

  /** The object without a blank. */
  static String compact(ObjectNode object) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator generator = JsonTree.FACTORY.createGenerator(text)) {
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
