package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.util.List;

/**
 * A term as it was written.
 *
 * @param key what of a disk is asked for
 * @param operator how it is compared
 * @param values with what, at least one; none is empty
 */
record Written(String key, Operator operator, List<String> values) {

  Written {
    values = List.copyOf(values);
  }

  /** Refuses an operator that makes no sense for the key. */
  void requireOneOf(Operator... allowed) throws SelectionException {
    List<Operator> all = List.of(allowed);
    if (!all.contains(operator)) {
      List<String> signs = all.stream().map(Operator::sign).toList();
      throw new SelectionException(
          key + " cannot be compared with " + operator.sign() + ", only with " + words(signs));
    }
  }

  SelectionException wrong(String value, String reason) {
    return new SelectionException(key + ": '" + DeviceText.shown(value) + "' " + reason);
  }

  private static String words(List<String> all) {
    return all.size() == 1
        ? all.get(0)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
  }
}
