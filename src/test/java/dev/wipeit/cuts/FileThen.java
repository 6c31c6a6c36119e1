package dev.wipeit.cuts;

import dev.wipeit.cuts.Event.Shortened;
import dev.wipeit.cuts.Event.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What is in a file, and what may be left of it after a cut. What a sync covers is there. Of later
 * changes there are those up to some, of which the last can be torn at any byte; and the file can
 * be as long as it was, with zeros for what is lost.
 */
final class FileThen {

  private byte[] durable;

  /** What the file held after each change since. */
  private final List<byte[]> later = new ArrayList<>();

  /** Up to where that is what it held before the change. */
  private final List<Integer> from = new ArrayList<>();

  FileThen(byte[] durable) {
    this.durable = durable;
  }

  /** All that was written to it. */
  byte[] now() {
    return later.isEmpty() ? durable : later.get(later.size() - 1);
  }

  /** All of it is something else. */
  void replace(byte[] bytes) {
    later.add(bytes);
    from.add(0);
  }

  /** A part of it is. */
  void write(Written written) {
    int offset = (int) written.offset();
    int end = offset + written.bytes().length;
    byte[] bytes = Arrays.copyOf(now(), Math.max(now().length, end));
    System.arraycopy(written.bytes(), 0, bytes, offset, written.bytes().length);
    later.add(bytes);
    from.add(offset);
  }

  /** It ends earlier. */
  void shorten(Shortened shortened) {
    later.add(Arrays.copyOf(now(), (int) shortened.size()));
    from.add((int) shortened.size());
  }

  /** It is on stable storage. */
  void force() {
    durable = now();
    later.clear();
    from.clear();
  }

  /** What is left of it. */
  byte[] left(Loss.Fate fate, Random random) {
    return switch (fate) {
      case KEPT -> now();
      case LOST -> durable;
      case DRAWN -> later.isEmpty() ? durable : part(random);
    };
  }

  private byte[] part(Random random) {
    int last = random.nextInt(later.size() + 1) - 1;
    byte[] whole = last < 0 ? durable : later.get(last);
    int kind = random.nextInt(4);
    if (last < 0 || kind == 0) {
      return kind == 1 ? withZeros(durable, now().length) : whole;
    }
    int same = Math.min(from.get(last), whole.length);
    byte[] torn = Arrays.copyOf(whole, same + random.nextInt(whole.length - same + 1));
    return kind == 1 ? withZeros(torn, now().length) : torn;
  }

  private static byte[] withZeros(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, Math.max(bytes.length, length));
  }
}
