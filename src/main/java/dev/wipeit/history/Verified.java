package dev.wipeit.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the end of a run tells of reading back, without the ranges: they have a table. */
final class Verified {

  private static final List<String> NAMES =
      List.of(
          "verify",
          "sample_percent",
          "below_nist_sampling",
          "verified_bytes",
          "cached_bytes",
          "sectors_differing",
          "first_difference",
          "first_differing_lba");

  private Verified() {}

  static String json(Facts end) {
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      JsonNode value = end.object().get(name);
      if (value != null) {
        facts.set(name, value);
      }
    }
    return facts.toString();
  }
}
