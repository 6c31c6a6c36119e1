package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.wipeit.wipe.StopRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class FleetTest {

  private final StopRequest stop = new StopRequest();

  @Test
  void worksOnAllAtTheSameTime() {
    CountDownLatch all = new CountDownLatch(32);
    List<Integer> results =
        new Fleet(Integer.MAX_VALUE, stop).each(32, number -> met(all, number), number -> -1);
    assertEquals(IntStream.range(0, 32).boxed().toList(), results);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void worksOnSoManyAtATimeInTheirOrder(int jobs) {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    new Fleet(jobs, stop)
        .each(
            20,
            number -> {
              begun.add(number);
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.yield();
              return now.decrementAndGet();
            },
            number -> -1);
    assertEquals(20, begun.size());
    assertEquals(Math.min(jobs, most.get()), most.get(), "at a time");
    if (jobs == 1) {
      assertEquals(begun.stream().sorted().toList(), begun);
    }
  }

  @Test
  void whatWaitsIsNotBegunAfterAStop() {
    List<String> results =
        new Fleet(1, stop)
            .each(
                3,
                number -> {
                  stop.request();
                  return "done " + number;
                },
                number -> "not begun " + number);
    assertEquals(List.of("done 0", "not begun 1", "not begun 2"), results);
  }

  @Test
  void aSingleOneIsWorkedOnByTheCaller() {
    assertSame(
        Thread.currentThread(),
        new Fleet(1, stop)
            .each(1, number -> Thread.currentThread(), number -> new Thread())
            .get(0));
  }

  private static int met(CountDownLatch all, int number) {
    all.countDown();
    try {
      all.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return number;
  }
}
