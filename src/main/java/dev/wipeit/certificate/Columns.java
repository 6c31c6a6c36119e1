package dev.wipeit.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A certificate as one flat record for asset systems; docs/certificate.md maps the columns. */
final class Columns {

  private Columns() {}

  /** The columns in their order, with nothing where a certificate says nothing. */
  static Map<String, String> of(Envelope envelope) throws CertificateException {
    JsonObject payload = envelope.payload();
    JsonObject drive = payload.object("drive");
    JsonObject verification = payload.object("verification");
    JsonObject person = payload.object("person");
    Map<String, String> columns = new LinkedHashMap<>();
    put(columns, "certificate_id", payload.object("certificate").text("id"));
    put(columns, "run", payload.text("run"));
    put(columns, "batch", payload.textOrNull("batch"));
    put(columns, "result", payload.text("result"));
    put(columns, "about", payload.text("about"));
    for (String key :
        List.of("serial", "model", "manufacturer", "wwn", "firmware", "type", "transport")) {
      put(columns, key, drive.textOrNull(key));
    }
    put(columns, "size", drive.integer("size"));
    put(columns, "standard", "NIST SP 800-88");
    put(columns, "level_asked", payload.object("level").object("nist_sp_800_88").text("asked"));
    put(
        columns,
        "level_achieved",
        payload.object("level").object("nist_sp_800_88").text("achieved"));
    put(columns, "method", payload.object("method").text("id"));
    put(columns, "passes", payload.object("method").integer("passes"));
    put(columns, "verification", verification.text("mode"));
    put(columns, "verified_bytes", verification.integer("bytes_read"));
    put(columns, "sectors_differing", verification.integer("sectors_differing"));
    put(columns, "unwritten_ranges", payload.object("exceptions").objects("unwritten").size());
    put(columns, "unreadable_ranges", payload.object("exceptions").objects("unreadable").size());
    put(columns, "interruptions", payload.objects("interruptions").size());
    put(columns, "begun", payload.object("times").text("begun"));
    put(columns, "ended", payload.object("times").text("ended"));
    for (String key :
        List.of("operator", "organization", "asset_tag", "location", "ticket", "note")) {
      put(columns, key, person.textOrNull(key));
    }
    put(columns, "tool", payload.object("tool").textOrNull("version"));
    put(columns, "host", payload.object("host").textOrNull("name"));
    put(columns, "certificate_sha256", envelope.hash());
    put(columns, "key_id", envelope.keyId());
    for (String key : person.objectOrEmpty("fields").map().keySet()) {
      put(columns, "field_" + key, person.object("fields").text(key));
    }
    return columns;
  }

  /** The columns of several: those of a person's own fields last, in order. */
  static List<String> names(List<Map<String, String>> all) {
    List<String> names = new ArrayList<>();
    TreeSet<String> own = new TreeSet<>();
    for (Map<String, String> one : all) {
      for (String name : one.keySet()) {
        if (name.startsWith("field_")) {
          own.add(name);
        } else if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    names.addAll(own);
    return names;
  }

  private static void put(Map<String, String> columns, String name, @Nullable Object value) {
    columns.put(name, value == null ? "" : value.toString());
  }
}
