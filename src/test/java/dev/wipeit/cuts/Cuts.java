package dev.wipeit.cuts;

import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The cuts of one run, one after another. */
final class Cuts {

  private final Recording run;
  private final long seed;
  private final PassImage passes = new PassImage();
  private int cases;

  private Cuts(Recording run, long seed) {
    this.run = run;
    this.seed = seed;
  }

  /** Records a run of a scenario. */
  static Cuts of(Scenario scenario, Mistake mistake, long seed) throws IOException {
    Path folder = Scratch.folder("run");
    try {
      return new Cuts(Recording.of(scenario, folder, mistake), seed);
    } finally {
      Scratch.delete(folder);
    }
  }

  /** How many requests were recorded: the cuts are before, between and after them. */
  int events() {
    return run.events().size();
  }

  /** How many cases were looked at. */
  int cases() {
    return cases;
  }

  /**
   * Cuts after every so many requests.
   *
   * @param from after how many the first one is
   * @param drawn how many losses are drawn at each, beside the four ends
   * @throws Violation if a promise is broken; its message has the run
   */
  void every(int step, int from, int drawn) throws IOException {
    for (int events = from; events <= events(); events += step) {
      at(events, Loss.some(drawn, seed + 1000L * events));
    }
  }

  /** One cut, with its four ends and so many losses that are drawn. */
  void at(int events, int drawn) throws IOException {
    at(events, Loss.some(drawn, seed + 1000L * events));
  }

  private void at(int events, List<Loss> losses) throws IOException {
    for (Loss loss : losses) {
      cases++;
      try {
        int again = loss.device() == Loss.Fate.DRAWN && loss.seed() % 4 == 0 ? 1 : 0;
        new Aftermath(run, events, loss, passes).check(again);
      } catch (Violation broken) {
        Violation shown =
            new Violation(
                broken.promise(),
                broken.getMessage() + "\ncut after " + events + ", " + loss + ", " + run.shown());
        shown.initCause(broken);
        throw shown;
      }
    }
  }
}
