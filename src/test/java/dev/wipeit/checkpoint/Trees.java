package dev.wipeit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The full checkpoint as a tree, to be altered, sealed again and refused. */
final class Trees {

  static final String FILE = "/var/lib/wipeit/progress/x.json";

  /** A reader and writer that the program itself does not use. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Trees() {}

  static ObjectNode tree() throws IOException {
    return (ObjectNode) MAPPER.readTree(CheckpointCodec.encode(Samples.full()));
  }

  /**
   * With the checksum that belongs to the altered fields, so that the fields are what is judged.
   */
  static byte[] sealed(ObjectNode tree) {
    if (tree.path("checksum").isTextual() && tree.get("checksum").textValue().length() == 15) {
      ObjectNode rest = MAPPER.createObjectNode();
      for (String key : CheckpointTree.KEYS) {
        if (tree.has(key) && !key.equals("checksum")) {
          rest.set(key, tree.get(key));
        }
      }
      try {
        tree.put("checksum", CheckpointCodec.checksum(rest));
      } catch (IllegalStateException unpairedSurrogate) {
        return bytes(tree);
      }
    }
    return bytes(tree);
  }

  static byte[] bytes(ObjectNode tree) {
    try {
      return (MAPPER
                  .writer()
                  .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                  .writeValueAsString(tree)
              + "\n")
          .getBytes(UTF_8);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static void set(JsonNode tree, String field, JsonNode value) {
    int dot = field.lastIndexOf('.');
    JsonNode parent = dot < 0 ? tree : tree.at("/" + field.substring(0, dot).replace('.', '/'));
    String name = field.substring(dot + 1);
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), value);
    }
  }

  static void remove(JsonNode tree, String field) {
    int dot = field.lastIndexOf('.');
    JsonNode parent = dot < 0 ? tree : tree.at("/" + field.substring(0, dot).replace('.', '/'));
    if (parent instanceof ObjectNode object) {
      object.remove(field.substring(dot + 1));
    } else {
      set(tree, field, tree.at("/pretest_results"));
    }
  }

  static CheckpointException refused(byte[] bytes) {
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> CheckpointCodec.decode(bytes, FILE));
    assertTrue(refused.getMessage().startsWith(FILE + ": "), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
    assertFalse(refused.getMessage().contains("jackson"), refused.getMessage());
    assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());
    return refused;
  }
}
