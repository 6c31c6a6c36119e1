package dev.wipeit.certificate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a pass was written where on the drive: bytes and time of work, gathered in equal parts
 * of the drive. For one thread at a time.
 */
final class SpeedLog {

  /** As many as a chart on paper has room for. */
  static final int PARTS = 50;

  private final long[] bytes = new long[PARTS];
  private final long[] millis = new long[PARTS];

  static SpeedLog of(List<JsonObject> entries) throws CertificateException {
    SpeedLog log = new SpeedLog();
    for (JsonObject entry : entries) {
      int part = (int) Math.max(0, Math.min(PARTS - 1, entry.integer("part")));
      log.bytes[part] = entry.integer("bytes");
      log.millis[part] = entry.integer("milliseconds");
    }
    return log;
  }

  List<JsonObject> entries() {
    List<JsonObject> entries = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      if (millis[part] > 0) {
        entries.add(
            JsonObject.of("part", part, "bytes", bytes[part], "milliseconds", millis[part]));
      }
    }
    return entries;
  }

  /** So much was written from there, in that time; shared out where it reaches over a border. */
  void wrote(long from, long to, long spent, long total) {
    long at = from;
    while (at < to) {
      int part = (int) Math.min(PARTS - 1, at / Math.max(1, total / PARTS));
      long border = part == PARTS - 1 ? to : Math.min(to, (part + 1) * Math.max(1, total / PARTS));
      bytes[part] += border - at;
      millis[part] += spent * (border - at) / (to - from);
      at = border;
    }
  }

  /**
   * Bytes per second of each part, null where nothing was noted; empty where nothing was at all.
   */
  List<@Nullable Long> rates() {
    List<@Nullable Long> rates = new ArrayList<>();
    boolean any = false;
    for (int part = 0; part < PARTS; part++) {
      any |= millis[part] > 0;
      rates.add(millis[part] > 0 ? bytes[part] * 1000 / millis[part] : null);
    }
    return any ? rates : List.of();
  }
}
