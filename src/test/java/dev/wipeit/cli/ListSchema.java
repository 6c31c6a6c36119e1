package dev.wipeit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** docs/list-schema.json, and as much of JSON Schema as it uses. */
final class ListSchema {

  private final JsonNode root;

  private ListSchema(JsonNode root) {
    this.root = root;
  }

  static ListSchema read() throws IOException {
    Path file = Path.of(System.getProperty("wipeit.basedir", ""), "docs/list-schema.json");
    return new ListSchema(new ObjectMapper().readTree(Files.readAllBytes(file)));
  }

  JsonNode disk() {
    return defs().get("disk");
  }

  JsonNode defs() {
    return root.get("$defs");
  }

  /** What of the object the schema does not allow, a line each. */
  List<String> faults(JsonNode object) {
    List<String> faults = new ArrayList<>();
    check(root, object, "", faults);
    return faults;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("$ref")) {
      check(root.at(schema.get("$ref").asText().substring(1)), value, at, faults);
      return;
    }
    if (schema.has("anyOf")) {
      anyOf(schema.get("anyOf"), value, at, faults);
      return;
    }
    scalar(schema, value, at, faults);
    for (JsonNode element : value.isArray() ? value : new ObjectMapper().createArrayNode()) {
      check(schema.path("items"), element, at + "[]", faults);
    }
    if (value.isObject()) {
      object(schema, value, at, faults);
    }
  }

  private void anyOf(JsonNode choices, JsonNode value, String at, List<String> faults) {
    List<String> ofFirst = new ArrayList<>();
    check(choices.get(0), value, at, ofFirst);
    for (JsonNode choice : choices) {
      List<String> these = new ArrayList<>();
      check(choice, value, at, these);
      if (these.isEmpty()) {
        return;
      }
    }
    // The other choices are null, or a line that is no disk, of which there is nothing to say.
    faults.addAll(ofFirst);
  }

  private static void scalar(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add(at + " is " + value);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(at + " is " + value + ", none of " + schema.get("enum"));
    }
    if (schema.has("type") && !isOf(schema.get("type"), value)) {
      faults.add(at + " is " + value + ", not " + schema.get("type"));
    }
    if (schema.has("minimum")
        && value.isNumber()
        && value.asLong() < schema.get("minimum").asLong()) {
      faults.add(at + " is " + value);
    }
    if (schema.has("pattern") && !value.asText().matches(schema.get("pattern").asText())) {
      faults.add(at + " is " + value);
    }
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> faults) {
    for (JsonNode key : schema.path("required")) {
      if (!value.has(key.asText())) {
        faults.add(at + "." + key.asText() + " is missing");
      }
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode property = schema.path("properties").path(entry.getKey());
      if (property.isMissingNode()) {
        faults.add(at + "." + entry.getKey() + " is not documented");
      }
      check(property, entry.getValue(), at + "." + entry.getKey(), faults);
    }
  }

  private static boolean isOf(JsonNode types, JsonNode value) {
    if (types.isTextual()) {
      return isOf(types.asText(), value);
    }
    for (JsonNode type : types) {
      if (isOf(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("no such type: " + type);
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
