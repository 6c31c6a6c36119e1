package dev.wipeit.certificate;

import dev.wipeit.units.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run did not cover.
 *
 * @param exceptions what is addressable and was not overwritten, or not confirmed; empty where a
 *     drive is cleared
 * @param beyond what no overwrite reaches, whatever the result
 */
record Gaps(List<String> exceptions, List<String> beyond) {

  private static final Map<String, String> HIDDEN =
      Map.of(
          "hpa", "a host protected area (HPA)",
          "dco", "a device configuration overlay (DCO)",
          "ama", "the area behind the accessible max address (AMA)",
          "no_namespace", "parts of the drive that belong to no namespace");

  /** Of the facts of a certificate, in which nothing else is decided yet. */
  static Gaps of(JsonObject facts) throws CertificateException {
    List<String> exceptions = new ArrayList<>();
    JsonObject ranges = facts.object("exceptions");
    add(exceptions, ranges.objects("unwritten"), "took no write");
    add(exceptions, ranges.objects("unreadable"), "could not be read back");
    add(exceptions, ranges.objects("unread_before"), "could not be read back after a former pass");
    count(exceptions, facts, "unproven_bytes", "bytes are claimed by a predecessor's record alone");
    count(
        exceptions,
        facts.object("verification"),
        "cached_bytes",
        "bytes may have been read back from the page cache and not from the drive");
    JsonObject drive = facts.object("drive");
    JsonObject hidden = facts.objectOrEmpty("hidden_areas");
    for (Map.Entry<String, String> area : HIDDEN.entrySet()) {
      count(exceptions, hidden, area.getKey(), "bytes lie in " + area.getValue());
    }
    exceptions.sort(null);
    return new Gaps(exceptions, beyond(drive, hidden, facts.object("health")));
  }

  private static List<String> beyond(JsonObject drive, JsonObject hidden, JsonObject health)
      throws CertificateException {
    List<String> beyond = new ArrayList<>();
    if (DriveSection.isFlash(drive)) {
      beyond.add(
          "flash: spare, retired and remapped blocks, which no overwrite through the interface"
              + " reaches; purge needs the drive's own sanitize command or a key change");
    }
    if ("HDD".equals(drive.textOrNull("type"))) {
      Long count = health.objectOrEmpty("before").integerOrNull("reallocated_sectors");
      beyond.add(
          "sectors that the drive had replaced by spare ones before"
              + (count == null ? "; it does not tell how many" : ": it counts " + count));
    }
    if ("partition".equals(drive.textOrNull("kind"))) {
      beyond.add("the rest of the disk: only this partition was overwritten");
    }
    boolean isDisk = "disk".equals(drive.textOrNull("kind"));
    if (isDisk && !hidden.has("hpa") && !hidden.has("no_namespace")) {
      beyond.add("hidden areas, if there are any: the drive does not tell");
    }
    return beyond;
  }

  private static void count(List<String> gaps, JsonObject facts, String key, String what)
      throws CertificateException {
    Long count = facts.integerOrNull(key);
    if (count != null && count > 0) {
      gaps.add(count + " " + what);
    }
  }

  private static void add(List<String> gaps, List<JsonObject> ranges, String what)
      throws CertificateException {
    long bytes = 0;
    for (JsonObject range : ranges) {
      bytes += range.integer("length");
    }
    if (bytes > 0) {
      String places = ranges.size() == 1 ? " place " : " places ";
      gaps.add(bytes + " bytes in " + ranges.size() + places + what);
    }
  }

  /** All of them, for a person. */
  List<String> all() {
    List<String> all = new ArrayList<>(exceptions);
    all.addAll(beyond);
    return all;
  }

  /** Ranges as a certificate has them. */
  static List<JsonObject> ranges(List<ByteRange> ranges, long sectorBytes) {
    List<JsonObject> list = new ArrayList<>();
    for (ByteRange range : ranges) {
      list.add(
          JsonObject.of(
              "lba",
              range.offset() / sectorBytes,
              "sectors",
              (range.length() + sectorBytes - 1) / sectorBytes,
              "offset",
              range.offset(),
              "length",
              range.length()));
    }
    return list;
  }

  /** Ranges of a certificate. */
  static List<ByteRange> ranges(@Nullable List<JsonObject> list) throws CertificateException {
    List<ByteRange> ranges = new ArrayList<>();
    if (list != null) {
      for (JsonObject range : list) {
        ranges.add(new ByteRange(range.integer("offset"), range.integer("length")));
      }
    }
    return ranges;
  }
}
