package dev.wipeit.cuts;

import java.util.ArrayList;
import java.util.List;

/** The requests of a run, of the device and of the state directory, in one order. */
public final class RequestLog {

  private final List<Event> events = new ArrayList<>();

  /**
   * Adds an event.
   *
   * @return its number, from 0
   */
  public synchronized int add(Event event) {
    events.add(event);
    return events.size() - 1;
  }

  /** All of them. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }
}
