package dev.wipeit.view;

import dev.wipeit.units.ByteSize;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The numbers of progress as text, the same on every screen. */
public final class Figures {

  /** From here on hours are too many to be read. */
  private static final int MANY_HOURS = 100;

  private static final int HOURS_OF_A_DAY = 24;

  private Figures() {}

  /** One decimal and six characters; 100 only when all is done. */
  public static String percent(long done, long total) {
    double floor = total == 0 ? 0 : Math.floor(1000.0 * done / total) / 10;
    return String.format(Locale.ROOT, "%5.1f%%", done == total ? 100 : Math.min(99.9, floor));
  }

  /** In MiB/s; a dash where it is not known. */
  public static String rate(@Nullable Double bytesPerSecond) {
    return bytesPerSecond == null || bytesPerSecond <= 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f MiB/s", bytesPerSecond / ByteSize.MIB.bytes());
  }

  /** The rate of many together, in GiB/s from one of them on. */
  static String total(double bytesPerSecond) {
    double gibibytes = bytesPerSecond / ByteSize.GIB.bytes();
    return gibibytes < 1
        ? rate(bytesPerSecond)
        : String.format(Locale.ROOT, "%.2f GiB/s", gibibytes);
  }

  /** Hours, minutes and seconds; from a hundred hours on days and hours. */
  public static String time(@Nullable Duration time) {
    if (time == null) {
      return "-";
    }
    long hours = time.toHours();
    if (hours >= MANY_HOURS) {
      return hours / HOURS_OF_A_DAY + "d " + hours % HOURS_OF_A_DAY + "h";
    }
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", hours, time.toMinutesPart(), time.toSecondsPart());
  }

  /** Done and total of the whole run, in the unit of the total. */
  public static String amount(long done, long total) {
    long unit = 1;
    String name = "B";
    for (String next : new String[] {"KiB", "MiB", "GiB", "TiB"}) {
      if (total < unit * 1024) {
        break;
      }
      unit *= 1024;
      name = next;
    }
    return String.format(
        Locale.ROOT, "%.1f/%.1f %s", (double) done / unit, (double) total / unit, name);
  }
}
