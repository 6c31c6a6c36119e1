package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.journal.Inbox.Entry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InboxTest {

  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private final Inbox inbox = new Inbox(System::nanoTime);
  private final RunFile run =
      new RunFile(Journals.state(0), Journals.facts(), FlushPolicy.USUAL, reason -> {});

  private long put(boolean thin) {
    EventJson event = new EventJson("progress", JsonLine.object());
    return inbox.put(new Entry(run, Journals.moment(0), () -> event), thin);
  }

  private void fill(int entries) {
    for (int i = 0; i < entries; i++) {
      assertTrue(put(false) > 0);
    }
  }

  @Test
  void progressIsTurnedAwayWhereMuchWaitsAndAllElseIsNot() {
    fill(Inbox.CAPACITY / 2 - 1);
    assertTrue(put(true) > 0);
    assertEquals(-1, put(true));
    assertTrue(put(false) > 0);
  }

  @Test
  void aFullOneTurnsEverythingAwayAtOnce() {
    fill(Inbox.CAPACITY);
    assertEquals(-1, put(false));
    assertEquals(Inbox.CAPACITY, inbox.take(0).size());
    assertTrue(put(true) > 0);
  }

  @Test
  void whatWasHandedInIsTakenInOrder() {
    Entry first = new Entry(run, Journals.moment(1), null);
    Entry second = new Entry(run, Journals.moment(2), null);
    inbox.put(first, false);
    inbox.put(second, false);
    assertEquals(List.of(first, second), inbox.take(-1));
    assertEquals(List.of(), inbox.take(0));
  }

  @Test
  void aFlushIsOverWhenAllIsSettled() {
    put(false);
    assertFalse(inbox.flush(1), "nobody writes");
    assertTrue(inbox.isFlushAsked());
    inbox.take(-1);
    assertTrue(inbox.isFlushAsked(), "until it is settled");
    inbox.settled();
    assertFalse(inbox.isFlushAsked());
    assertTrue(inbox.flush(1));
  }

  @Test
  void whatCameAfterTheLastTakeIsNotSettled() {
    long first = put(false);
    inbox.take(-1);
    long second = put(false);
    inbox.settled();
    assertTrue(inbox.awaitSettled(first, LONG));
    assertFalse(inbox.awaitSettled(second, 1));
  }

  @Test
  void nobodyWaitsWhereNothingIsWrittenAnyMore() {
    inbox.close();
    assertEquals(0, put(false));
    assertTrue(inbox.isClosed());
    assertEquals(List.of(), inbox.take(-1));
  }
}
