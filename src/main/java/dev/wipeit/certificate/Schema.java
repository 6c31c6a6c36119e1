package dev.wipeit.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks against docs/certificate-schema.json: as much of JSON Schema 2020-12 as that uses. */
final class Schema {

  private static final String RESOURCE = "certificate-schema.json";

  /** Those of the schema, of which there are few. */
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  /** Read once, whoever comes first. */
  private static volatile @Nullable JsonObject cached;

  private final JsonObject root;
  private final List<String> problems = new ArrayList<>();

  private Schema(JsonObject root) {
    this.root = root;
  }

  /** What is wrong with an envelope, one line each; empty if nothing is. */
  static List<String> problems(JsonObject envelope) throws IOException {
    Schema schema = new Schema(root());
    schema.check(schema.root, envelope, "");
    return schema.problems;
  }

  private static JsonObject root() throws IOException {
    @Nullable JsonObject known = cached;
    if (known == null) {
      known = JsonReader.read(published(), RESOURCE);
      cached = known;
    }
    return known;
  }

  /** The schema as it is published. */
  static byte[] published() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(in, RESOURCE + " is missing in the jar").readAllBytes();
    }
  }

  private void check(JsonObject rule, @Nullable Object value, String where)
      throws CertificateException {
    if (rule.has("$ref")) {
      String name = rule.text("$ref").substring("#/$defs/".length());
      check(root.object("$defs").object(name), value, where);
      return;
    }
    if (!isOfType(rule, value)) {
      problems.add(where + " is of the wrong type");
    } else if (!isListed(rule, value)) {
      problems.add(where + " has a value that is not allowed");
    } else if (value instanceof JsonObject object) {
      members(rule, object, where);
    } else if (value instanceof List<?> list) {
      elements(rule, list, where);
    } else if (value != null) {
      scalar(rule, value, where);
    }
  }

  private static boolean isListed(JsonObject rule, @Nullable Object value) {
    boolean listed = !(rule.map().get("enum") instanceof List<?> values) || values.contains(value);
    boolean constant = !rule.has("const") || Objects.equals(value, rule.map().get("const"));
    return listed && constant;
  }

  private static boolean isOfType(JsonObject rule, @Nullable Object value)
      throws CertificateException {
    if (!rule.has("type")) {
      return true;
    }
    Object type = rule.map().get("type");
    List<String> types = type instanceof String one ? List.of(one) : rule.texts("type");
    return types.contains(typeOf(value));
  }

  private static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof JsonObject
        ? "object"
        : value instanceof List
            ? "array"
            : value instanceof String ? "string" : value instanceof Long ? "integer" : "boolean";
  }

  private void members(JsonObject rule, JsonObject object, String where)
      throws CertificateException {
    JsonObject properties = rule.objectOrEmpty("properties");
    if (rule.has("required")) {
      for (String key : rule.texts("required")) {
        if (!object.map().containsKey(key)) {
          problems.add(where + "/" + key + " is missing");
        }
      }
    }
    for (Map.Entry<String, @Nullable Object> entry : object.map().entrySet()) {
      String path = where + "/" + entry.getKey();
      if (properties.has(entry.getKey())) {
        check(properties.object(entry.getKey()), entry.getValue(), path);
      } else if (rule.map().get("additionalProperties") instanceof JsonObject others) {
        check(others, entry.getValue(), path);
      } else if (Boolean.FALSE.equals(rule.map().get("additionalProperties"))) {
        problems.add(path + " is not known");
      }
    }
  }

  private void elements(JsonObject rule, List<?> list, String where) throws CertificateException {
    if (rule.has("items")) {
      for (int i = 0; i < list.size(); i++) {
        check(rule.object("items"), list.get(i), where + "/" + i);
      }
    }
  }

  private static Pattern pattern(String text) {
    return PATTERNS.computeIfAbsent(text, Pattern::compile);
  }

  private void scalar(JsonObject rule, Object value, String where) throws CertificateException {
    boolean inRange =
        !(value instanceof Long number)
            || !rule.has("minimum")
            || number >= rule.integer("minimum");
    boolean matches =
        !(value instanceof String text)
            || !rule.has("pattern")
            || pattern(rule.text("pattern")).matcher(text).find();
    if (!inRange || !matches) {
      problems.add(where + " has a value that is not allowed");
    }
  }
}
