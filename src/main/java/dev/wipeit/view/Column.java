package dev.wipeit.view;

import dev.wipeit.checkpoint.Phase;
import dev.wipeit.units.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table, in the order from left to right. What makes room first on a narrow screen
 * has the lowest rank; the highest stay whatever happens.
 */
enum Column {
  BAY("BAY", 3, 6, 22, false),
  DEVICE("DEVICE", Column.ALWAYS, 6, 16, false),
  MODEL("MODEL", 1, 8, 24, false),
  SERIAL("SERIAL", 7, 8, 20, false),
  METHOD("METHOD", 4, 6, 18, false),
  PASS("PASS", 6, 3, 7, true),
  DONE("DONE", Column.ALWAYS, 6, 6, true),
  BAR("", 10, 6, 60, false),
  SPEED("SPEED", 11, 5, 12, true),
  AVERAGE("AVERAGE", 2, 7, 12, true),
  ETA("ETA", 9, 4, 9, true),
  TEMP("TEMP", 5, 4, 6, true),
  ERRORS("ERRORS", 8, 6, 10, true),
  STATE("STATE", Column.ALWAYS, 7, 24, false);

  static final int ALWAYS = 99;

  final String title;
  final int rank;
  final int narrowest;
  final int widest;
  final boolean atTheRight;

  Column(String title, int rank, int narrowest, int widest, boolean atTheRight) {
    this.title = title;
    this.rank = rank;
    this.narrowest = narrowest;
    this.widest = widest;
    this.atTheRight = atTheRight;
  }

  /** What stands in it, the bar left out; null where there is nothing to tell. */
  @Nullable String text(RunView run, Script script) {
    @Nullable Work work = run.work();
    return switch (this) {
      case BAY -> run.subject().shortBay();
      case DEVICE -> run.subject().name();
      case MODEL -> run.subject().model();
      case SERIAL -> run.subject().serial();
      case BAR -> null;
      case SPEED -> run.state().isGoing() ? Figures.rate(run.now().bytesPerSecond()) : null;
      case AVERAGE -> run.now().average() == null ? null : Figures.rate(run.now().average());
      case ETA -> run.state().isGoing() ? Figures.time(run.now().remaining()) : null;
      case TEMP -> run.now().celsius() == null ? null : run.now().celsius() + " " + script.degree;
      case STATE -> state(run);
      default -> work == null ? null : text(work);
    };
  }

  private @Nullable String text(Work work) {
    return switch (this) {
      case METHOD -> work.method();
      case PASS -> work.pass() + "/" + work.passes();
      case DONE -> Figures.percent(work.bytesDone(), work.bytesTotal());
      case ERRORS -> errors(work);
      default -> throw new IllegalStateException(name());
    };
  }

  private static @Nullable String errors(Work work) {
    long bytes = work.badBytes() + work.unreadBytes();
    return bytes == 0 ? null : new ByteSize(bytes).toString();
  }

  /** With a mark where somebody should look, so that no colour is needed to see it. */
  private static String state(RunView run) {
    String word =
        switch (run.state()) {
          case RUNNING ->
              run.work() != null && run.work().phase() == Phase.VERIFY ? "verifying" : "writing";
          case WIPED -> errorsOf(run) ? "wiped, bad" : "wiped";
          default -> run.state().id();
        };
    return (run.state().isProblem() ? "! " : "") + word;
  }

  static boolean errorsOf(RunView run) {
    return run.work() != null && errors(run.work()) != null;
  }
}
