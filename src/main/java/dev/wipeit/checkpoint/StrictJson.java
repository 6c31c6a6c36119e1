package dev.wipeit.checkpoint;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.checkpoint.CheckpointException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One JSON object as RFC 8259 has it, in UTF-8, without a key twice and with nothing behind it. */
final class StrictJson {

  /** What a checkpoint may be long: about ten thousand bad ranges. */
  static final int MAX_BYTES = 1 << 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

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
      JsonNode node = MAPPER.readTree(text(bytes));
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw damaged(source, bytes.length == 0 ? "is empty" : "is not a JSON object");
    } catch (CharacterCodingException notUtf8) {
      throw damaged(source, "is not UTF-8 text");
    } catch (JsonProcessingException notJson) {
      throw damaged(source, "is not valid JSON" + where(notJson.getLocation()));
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
