package dev.wipeit.view;

import dev.wipeit.device.NaturalOrder;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The orders that the rows can have; what is equal is in the order of the device names. */
public enum SortOrder {
  DEVICE("device"),
  BAY("bay"),
  STATE("state"),
  DONE("done"),
  SPEED("speed"),
  ETA("ETA"),
  MODEL("model");

  private static final List<SortOrder> ALL = List.of(values());

  /**
   * The letters of disks count on: sdz is followed by sdaa (drivers/scsi/sd.c,
   * sd_format_disk_name).
   */
  private static final Pattern LETTERED = Pattern.compile("((?:s|v|xv|h)d)([a-z]+)([0-9]*)");

  private static final Comparator<RunView> BY_DEVICE =
      (left, right) -> byName(left.subject().name(), right.subject().name());

  private final String title;

  SortOrder(String title) {
    this.title = title;
  }

  /** As it is shown. */
  public String title() {
    return title;
  }

  /** The order that follows, the first after the last. */
  public SortOrder next() {
    return ALL.get((ALL.indexOf(this) + 1) % ALL.size());
  }

  /** The runs in this order. */
  public List<RunView> of(List<RunView> runs) {
    return runs.stream()
        .sorted(order().thenComparing(BY_DEVICE).thenComparing(RunView::key))
        .toList();
  }

  private Comparator<RunView> order() {
    return switch (this) {
      case DEVICE -> BY_DEVICE;
      case BAY -> natural(run -> run.subject().shortBay());
      case STATE -> Comparator.comparing(SortOrder::urgency);
      case DONE -> Comparator.comparingDouble(RunView::percent).reversed();
      case SPEED -> Comparator.comparingDouble(SortOrder::speed);
      case ETA -> Comparator.comparing(SortOrder::remaining);
      case MODEL -> natural(run -> run.subject().model());
    };
  }

  private static int byName(String left, String right) {
    Matcher mine = LETTERED.matcher(left);
    Matcher theirs = LETTERED.matcher(right);
    boolean counted = mine.matches() && theirs.matches() && mine.group(1).equals(theirs.group(1));
    int order = counted ? Integer.compare(mine.group(2).length(), theirs.group(2).length()) : 0;
    return order == 0 ? NaturalOrder.compare(left, right) : order;
  }

  private static Comparator<RunView> natural(Function<RunView, @Nullable String> text) {
    return (left, right) -> {
      @Nullable String mine = text.apply(left);
      @Nullable String theirs = text.apply(right);
      if (mine == null || theirs == null) {
        return Boolean.compare(mine == null, theirs == null);
      }
      return NaturalOrder.compare(mine, theirs);
    };
  }

  /** Problems of what is going on first, then what is going on, what is over last. */
  private static int urgency(RunView run) {
    return switch (run.state()) {
      case STALLED -> 0;
      case DIFFERS -> 1;
      case UNUSABLE -> 2;
      case PAUSED -> 3;
      case INTERRUPTED -> 4;
      case RUNNING -> 5;
      case WIPED, OVER -> 6;
    };
  }

  /** The slowest first: it is the one to look at. */
  private static double speed(RunView run) {
    @Nullable Double rate = run.now().bytesPerSecond();
    return rate == null || !run.state().isGoing() ? Double.MAX_VALUE : rate;
  }

  private static long remaining(RunView run) {
    return run.now().remaining() == null || !run.state().isGoing()
        ? Long.MAX_VALUE
        : run.now().remaining().toMillis();
  }
}
