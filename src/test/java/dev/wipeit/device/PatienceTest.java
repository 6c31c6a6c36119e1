package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long devices are waited for, and who is told. */
final class PatienceTest {

  private static final String DEVICE = "/dev/acme0";

  private final AtomicLong seconds = new AtomicLong();
  private final Patience patience =
      new Patience(() -> TimeUnit.SECONDS.toNanos(seconds.getAndIncrement()));
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<String> told = new ArrayList<>();

  private void askInVain() {
    assertThrows(
        NoAnswerException.class,
        () ->
            patience.ask(
                DEVICE,
                () -> {
                  awaitNothing();
                  return 0;
                },
                late -> {}));
    never.countDown();
  }

  private void awaitNothing() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDeviceThatIsWaitedForIsAnnouncedOnceAfterTwoSeconds() {
    patience.announce(device -> told.add(device + " at " + seconds.get()));
    askInVain();
    // The clock goes on by a second whenever it is looked at; the first look is the beginning.
    assertEquals(List.of(DEVICE + " at 3"), told);
  }

  @Test
  void oneThatAnswersOrThatSomebodyAttendsToIsNotAnnounced() throws IOException {
    patience.announce(told::add);
    assertEquals(1, patience.ask("/dev/acme1", () -> 1, late -> {}));
    patience.attend(
        DEVICE,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        new Patience.Attendant() {
          @Override
          public void silent(Duration lasting) {
            told.add("silent");
          }

          @Override
          public void over(Duration lasted) {
            told.add("over");
          }
        });
    askInVain();
    assertEquals(List.of("silent", "over"), told);
  }
}
