package dev.wipeit.cuts;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a power cut does with that which nothing has made durable.
 *
 * @param device of writes
 * @param names of changes of names
 * @param contents of what is in files
 * @param seed for what is drawn
 */
record Loss(Fate device, Fate names, Fate contents, long seed) {

  /** Of one thing, or of all that are alike. */
  enum Fate {
    LOST,
    KEPT,
    DRAWN
  }

  /** The four ends, and so many that are drawn. */
  static List<Loss> some(int drawn, long seed) {
    Stream<Loss> ends =
        Stream.of(
            new Loss(Fate.LOST, Fate.LOST, Fate.LOST, seed),
            new Loss(Fate.KEPT, Fate.KEPT, Fate.KEPT, seed),
            new Loss(Fate.LOST, Fate.KEPT, Fate.LOST, seed),
            new Loss(Fate.KEPT, Fate.LOST, Fate.KEPT, seed));
    return Stream.concat(ends, LongStream.range(0, drawn).mapToObj(i -> drawn(seed + i))).toList();
  }

  /** All of it drawn. */
  static Loss drawn(long seed) {
    return new Loss(Fate.DRAWN, Fate.DRAWN, Fate.DRAWN, seed);
  }

  Random random() {
    return new Random(seed);
  }
}
