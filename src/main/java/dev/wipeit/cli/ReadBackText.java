package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What reading back showed, for a person. */
final class ReadBackText {

  private static final int MOST_RANGES = 10;

  private ReadBackText() {}

  /** One line: how much was read, and what came of it. */
  static String summary(Verification verification, int samplePermille, String what) {
    StringBuilder text = new StringBuilder();
    text.append(verification.mode().id()).append(": ");
    text.append(new ByteSize(verification.bytesRead())).append(" of ").append(what);
    text.append(" read back");
    if (verification.mode() == VerifyMode.SAMPLE) {
      text.append(sampling(samplePermille));
    }
    if (verification.passed()) {
      text.append(", no difference");
    } else {
      text.append(
          String.format(
              Locale.ROOT,
              ", %s, the first at byte %d (LBA %d)",
              verification.sectorsDiffering() == 1
                  ? "1 sector DIFFERS"
                  : verification.sectorsDiffering() + " sectors DIFFER",
              verification.firstDifference(),
              verification.firstDifferingLba()));
    }
    if (!verification.unreadable().isEmpty()) {
      text.append(
          ", "
              + sectors(verification.unreadableBytes() / verification.sectorBytes())
              + " could NOT be read back");
    }
    return text.toString();
  }

  private static String sectors(long count) {
    return count + (count == 1 ? " sector" : " sectors");
  }

  private static String sampling(int permille) {
    if (permille == Checkpoint.QUICK_SAMPLING) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " in samples of %d.%d %%%s",
        permille / 10,
        permille % 10,
        permille < Checkpoint.QUICK_SAMPLING ? ", below NIST SP 800-88r1 quick sampling" : "");
  }

  /** The ranges that differ, and those that could not be read; where the bytes came from. */
  static List<String> details(Verification verification) {
    List<String> lines = new ArrayList<>();
    lines.addAll(ranges("differs", verification.ranges(), verification.sectorBytes()));
    lines.addAll(ranges("unreadable", verification.unreadable(), verification.sectorBytes()));
    if (verification.cachedBytes() > 0) {
      lines.add(
          DeviceSheet.row(
              "cache",
              new ByteSize(verification.cachedBytes())
                  + " could not be dropped from the page cache: they may not be the medium's"));
    }
    return lines;
  }

  static List<String> ranges(String name, List<ByteRange> ranges, int sectorBytes) {
    List<String> lines = new ArrayList<>();
    for (ByteRange range : ranges.subList(0, Math.min(MOST_RANGES, ranges.size()))) {
      lines.add(DeviceSheet.row(name, lbas(range, sectorBytes)));
    }
    if (ranges.size() > MOST_RANGES) {
      lines.add(
          DeviceSheet.row(name, "and " + (ranges.size() - MOST_RANGES) + " more ranges (--json)"));
    }
    return lines;
  }

  private static String lbas(ByteRange range, int sectorBytes) {
    long first = range.offset() / sectorBytes;
    long last = (range.end() - 1) / sectorBytes;
    String lba = first == last ? "LBA " + first : "LBA " + first + " to " + last;
    return lba + " (" + range.length() + " bytes from byte " + range.offset() + ")";
  }
}
