package dev.wipeit.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Records that are as another one but for some of their components. */
public final class Altered {

  private Altered() {}

  /**
   * A copy of a public record with other values.
   *
   * @param changes name, value, name, value; a value may be null
   * @throws IllegalArgumentException if it has no component of a name, or refuses a value
   */
  public static <R extends Record> R with(R record, Object... changes) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      values.put((String) changes[i], changes[i + 1]);
    }
    try {
      R copy = copy(record, values);
      if (!values.isEmpty()) {
        throw new IllegalArgumentException(record.getClass() + " has no " + values.keySet());
      }
      return copy;
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getCause().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @SuppressWarnings("unchecked") // The class of a record is that of its copy.
  private static <R extends Record> R copy(R record, Map<String, Object> changes)
      throws ReflectiveOperationException {
    RecordComponent[] parts = record.getClass().getRecordComponents();
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String name = parts[i].getName();
      values[i] =
          changes.containsKey(name) ? changes.remove(name) : parts[i].getAccessor().invoke(record);
    }
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> canonical = record.getClass().getDeclaredConstructor(types);
    return (R) canonical.newInstance(values);
  }
}
