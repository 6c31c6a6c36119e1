package dev.wipeit.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exact number of bytes, 0 or more.
 *
 * <p>Text is read as a decimal number and a unit, which is mandatory: {@code K}, {@code M}, {@code
 * G}, {@code T} and {@code KiB} to {@code TiB} are binary (1024), {@code KB} to {@code TB} decimal
 * (1000), in either case. A fraction of a byte is cut off.
 *
 * @param bytes the number of bytes, 0 to {@link Long#MAX_VALUE}
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

  public static final ByteSize KIB = new ByteSize(1L << 10);
  public static final ByteSize MIB = new ByteSize(1L << 20);
  public static final ByteSize GIB = new ByteSize(1L << 30);
  public static final ByteSize TIB = new ByteSize(1L << 40);

  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)([KMGT](?:I?B)?)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative: " + bytes);
    }
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, MIB.bytes));
  }

  /**
   * Reads a size such as {@code 100M}, {@code 0.5G} or {@code 64KiB}.
   *
   * @throws IllegalArgumentException with a one-line reason if the text is not a size
   */
  public static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a size: '" + text + "' (write a number and a unit, such as 512K, 100M, 2.5G or 1T)");
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher.group(2))));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("too large a size: '" + text + "'");
    }
    return new ByteSize(bytes.longValue());
  }

  private static long unit(String name) {
    boolean decimal = name.length() == 2;
    long base = decimal ? 1000 : 1024;
    long unit = 1;
    for (int power = "KMGT".indexOf(name.charAt(0)); power >= 0; power--) {
      unit *= base;
    }
    return unit;
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people: the largest binary unit that leaves at least 1, with up to two decimals. */
  @Override
  public String toString() {
    if (bytes < KIB.bytes) {
      return bytes + " B";
    }
    String[] names = {"KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    long unitBytes = KIB.bytes;
    while (bytes / unitBytes >= 1024 && unit < names.length - 1) {
      unitBytes *= 1024;
      unit++;
    }
    // Rounded down: 1 MiB less one byte is not yet 1 MiB.
    BigDecimal value =
        BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(unitBytes), 2, RoundingMode.DOWN);
    return value.stripTrailingZeros().toPlainString() + " " + names[unit];
  }
}
