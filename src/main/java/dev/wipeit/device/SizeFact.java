package dev.wipeit.device;

import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number of bytes.
 *
 * @param bytes that of a disk, or null if it is not known
 */
record SizeFact(Function<Disk, @Nullable Long> bytes) implements Fact {

  /** Drives are a little larger than their label says; neighbouring labels lie further apart. */
  private static final long ABOUT_PERCENT = 1;

  @Override
  public Term term(Written written) throws SelectionException {
    if (written.operator().isOrder() && written.values().size() > 1) {
      throw new SelectionException(
          written.key() + written.operator().sign() + " takes one size, not several");
    }
    List<Long> wanted = new ArrayList<>();
    for (String value : written.values()) {
      wanted.add(parse(written, value));
    }
    return disk -> {
      @Nullable Long has = bytes.apply(disk);
      return has == null ? Match.UNKNOWN : match(written.operator(), wanted, has);
    };
  }

  private static Match match(Operator operator, List<Long> wanted, long has) {
    return switch (operator) {
      case NOT_EQUAL -> Match.of(!wanted.contains(has));
      case LIKE -> Match.of(wanted.stream().anyMatch(want -> isAbout(want, has)));
      default ->
          Match.of(wanted.stream().anyMatch(want -> operator.holds(Long.compare(has, want))));
    };
  }

  private static boolean isAbout(long want, long has) {
    return Math.abs(has - want) <= want / 100 * ABOUT_PERCENT;
  }

  private static long parse(Written written, String value) throws SelectionException {
    if (value.matches("[0-9]{1,18}")) {
      return Long.parseLong(value);
    }
    try {
      return ByteSize.parse(value).bytes();
    } catch (IllegalArgumentException e) {
      throw written.wrong(value, "is no size (write one such as 512, 500GB or 1T)");
    }
  }
}
