package dev.wipeit.certificate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An object of a certificate: it never changes. Its values are objects, lists, text, integers,
 * truths and null; whoever asks for one that is missing or of another kind gets a {@link
 * CertificateException}.
 */
public final class JsonObject {

  private static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

  private final Map<String, @Nullable Object> map;

  private JsonObject(Map<String, @Nullable Object> map) {
    this.map = Collections.unmodifiableMap(map);
  }

  /** An object of pairs: key, value, key, value. */
  public static JsonObject of(@Nullable Object... pairs) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), value(pairs[i + 1]));
    }
    return new JsonObject(map);
  }

  public static JsonObject empty() {
    return EMPTY;
  }

  /** A copy of a map, whose own maps become objects too. */
  public static JsonObject copyOf(Map<?, ? extends @Nullable Object> source) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    source.forEach((key, value) -> map.put(String.valueOf(key), value(value)));
    return new JsonObject(map);
  }

  /** This with a value, in place of the one that it had. */
  public JsonObject with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new TreeMap<>(map);
    copy.put(key, value(value));
    return new JsonObject(copy);
  }

  /** This with all of another's values in place of its own. */
  public JsonObject with(JsonObject others) {
    Map<String, @Nullable Object> copy = new TreeMap<>(map);
    copy.putAll(others.map);
    return new JsonObject(copy);
  }

  /** This without a value. */
  public JsonObject without(String key) {
    Map<String, @Nullable Object> copy = new TreeMap<>(map);
    copy.remove(key);
    return new JsonObject(copy);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return copyOf(object);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(value(element)));
      return Collections.unmodifiableList(copy);
    }
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  public Map<String, @Nullable Object> map() {
    return map;
  }

  /** Whether there is such a value that is not null. */
  public boolean has(String key) {
    return map.get(key) != null;
  }

  /** In canonical form. */
  public byte[] bytes() {
    return CanonicalJson.bytes(this);
  }

  /** Of the canonical form. */
  public String sha256() {
    return Sha256.of(bytes());
  }

  public String text(String key) throws CertificateException {
    return typed(key, String.class, "text");
  }

  public @Nullable String textOrNull(String key) throws CertificateException {
    return has(key) ? text(key) : null;
  }

  public long integer(String key) throws CertificateException {
    return typed(key, Long.class, "an integer");
  }

  public @Nullable Long integerOrNull(String key) throws CertificateException {
    return has(key) ? Long.valueOf(integer(key)) : null;
  }

  public boolean truth(String key) throws CertificateException {
    return typed(key, Boolean.class, "true or false");
  }

  public JsonObject object(String key) throws CertificateException {
    return typed(key, JsonObject.class, "an object");
  }

  /** The object, or an empty one where it is null. */
  public JsonObject objectOrEmpty(String key) throws CertificateException {
    return has(key) ? object(key) : EMPTY;
  }

  public List<JsonObject> objects(String key) throws CertificateException {
    return list(key, JsonObject.class);
  }

  public List<String> texts(String key) throws CertificateException {
    return list(key, String.class);
  }

  /** A list of integers, of which some may be null. */
  public List<@Nullable Long> integersOrNull(String key) throws CertificateException {
    List<@Nullable Long> elements = new ArrayList<>();
    for (Object element : typed(key, List.class, "a list")) {
      if (element != null && !(element instanceof Long)) {
        throw new CertificateException(key + " holds " + element);
      }
      elements.add((Long) element);
    }
    return elements;
  }

  private <T> List<T> list(String key, Class<T> type) throws CertificateException {
    List<T> elements = new ArrayList<>();
    for (Object element : typed(key, List.class, "a list")) {
      if (!type.isInstance(element)) {
        throw new CertificateException(key + " holds " + element);
      }
      elements.add(type.cast(element));
    }
    return elements;
  }

  private <T> T typed(String key, Class<T> type, String expected) throws CertificateException {
    Object value = map.get(key);
    if (!type.isInstance(value)) {
      throw new CertificateException(
          key + " must be " + expected + ", but is " + (value == null ? "missing" : "not"));
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && map.equals(object.map);
  }

  @Override
  public int hashCode() {
    return map.hashCode();
  }

  /** In canonical form. */
  @Override
  public String toString() {
    return CanonicalJson.text(this);
  }
}
