package dev.wipeit.journal;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reading back showed, for a script. */
public final class ReadBackJson {

  private ReadBackJson() {}

  /**
   * The fields of a verification.
   *
   * @param verification null where nothing was read back
   * @param mode how much was to be read
   * @param samplePermille how much samples were to cover
   */
  public static Map<String, @Nullable Object> of(
      @Nullable Verification verification, VerifyMode mode, int samplePermille) {
    boolean samples = mode == VerifyMode.SAMPLE;
    Map<String, @Nullable Object> fields =
        JsonLine.object(
            "verify", mode.id(),
            "sample_percent", samples ? samplePermille / 10.0 : null,
            "below_nist_sampling", samples ? samplePermille < Checkpoint.QUICK_SAMPLING : null);
    fields.putAll(verification == null ? nothing() : read(verification));
    return fields;
  }

  private static Map<String, @Nullable Object> nothing() {
    return JsonLine.object(
        "verified_bytes", null,
        "cached_bytes", null,
        "sectors_differing", null,
        "first_difference", null,
        "first_differing_lba", null,
        "differing", List.of(),
        "unreadable", List.of());
  }

  private static Map<String, @Nullable Object> read(Verification read) {
    return JsonLine.object(
        "verified_bytes", read.bytesRead(),
        "cached_bytes", read.cachedBytes(),
        "sectors_differing", read.sectorsDiffering(),
        "first_difference", read.passed() ? null : read.firstDifference(),
        "first_differing_lba", read.passed() ? null : read.firstDifferingLba(),
        "differing", ranges(read.ranges(), read.sectorBytes()),
        "unreadable", ranges(read.unreadable(), read.sectorBytes()));
  }

  /** Ranges in bytes and in LBAs. */
  public static List<Map<String, @Nullable Object>> ranges(
      List<ByteRange> ranges, int sectorBytes) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (ByteRange range : ranges) {
      list.add(
          JsonLine.object(
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

  /** Ranges in bytes alone, as a checkpoint has them. */
  static List<Map<String, @Nullable Object>> ranges(List<ByteRange> ranges) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (ByteRange range : ranges) {
      list.add(JsonLine.object("offset", range.offset(), "length", range.length()));
    }
    return list;
  }
}
