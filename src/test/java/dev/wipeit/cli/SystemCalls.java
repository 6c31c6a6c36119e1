package dev.wipeit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code strace -f -y -o FILE} has written: the system calls of all threads. */
record SystemCalls(List<Call> calls) {

  private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
  private static final String UNFINISHED = " <unfinished ...>";

  /**
   * A call.
   *
   * @param text as strace prints it, with its result
   * @param begin the line where it was begun
   * @param end the line where it was finished
   */
  record Call(String text, int begin, int end) {

    boolean is(String name) {
      return text.startsWith(name + "(");
    }

    boolean has(String part) {
      return text.contains(part);
    }

    /** Finished before the other one was begun. */
    boolean isBefore(Call other) {
      return end < other.begin;
    }
  }

  static SystemCalls of(Path file) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, Call> unfinished = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      String pid = matcher.group(1);
      String text = matcher.group(2);
      Matcher resumed = RESUMED.matcher(text);
      if (text.endsWith(UNFINISHED)) {
        String head = text.substring(0, text.length() - UNFINISHED.length());
        unfinished.put(pid, new Call(head, number, number));
      } else if (resumed.matches() && unfinished.containsKey(pid)) {
        Call begun = unfinished.remove(pid);
        calls.add(new Call(begun.text() + resumed.group(1), begun.begin(), number));
      } else {
        calls.add(new Call(text, number, number));
      }
    }
    calls.sort((a, b) -> Integer.compare(a.begin(), b.begin()));
    return new SystemCalls(List.copyOf(calls));
  }

  List<Call> all(Predicate<Call> predicate) {
    return calls.stream().filter(predicate).toList();
  }

  /** The first one that was begun after the end of another. */
  Call after(Call other, String what, Predicate<Call> predicate) {
    return calls.stream()
        .filter(call -> other.isBefore(call) && predicate.test(call))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + what + " after " + other));
  }
}
