package dev.wipeit.view;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One reader of server-sent events (HTML Living Standard, 9.2): first all runs, or what has changed
 * since the last event that it knows; then each change as it comes. What it is too slow to be told
 * one by one it is told at once. For one thread.
 */
final class EventStream {

  static final String TYPE = "text/event-stream; charset=utf-8";

  /** A page that hears nothing for some of these shows that it has lost its connection. */
  static final long BEAT_MILLIS = 3000;

  /**
   * A length that is never reached. With chunks instead of it, {@link Outlet#drop} waits for the
   * very write that a reader holds up.
   */
  private static final long ENDLESS = 1L << 50;

  private final Outlet out;
  private final Feed feed;

  EventStream(Outlet out, Feed feed) {
    this.out = out;
    this.feed = feed;
  }

  /** Tells until the reader is gone. */
  void run() throws IOException {
    out.begin(200, TYPE, ENDLESS);
    Feed.Moment at = feed.now();
    String last = out.exchange().getRequestHeaders().getFirst("Last-Event-ID");
    long known = feed.version(last, at);
    if (known < 0) {
      send(event("snapshot", at.version(), Feed.array(at)));
      known = at.version();
    }
    while (true) {
      at = feed.await(known, BEAT_MILLIS);
      send(at.version() > known ? changes(known, at) : "event: beat\ndata: {}\n\n");
      known = at.version();
    }
  }

  private String changes(long known, Feed.Moment at) {
    if (at.removed() > known) {
      return event("snapshot", at.version(), Feed.array(at));
    }
    StringBuilder events = new StringBuilder();
    at.since(known).forEach(entry -> events.append(event("run", at.version(), entry.json())));
    return events.isEmpty() ? "event: beat\ndata: {}\n\n" : events.toString();
  }

  private String event(String name, long version, String json) {
    return "event: " + name + "\nid: " + feed.id(version) + "\ndata: " + json + "\n\n";
  }

  private void send(String events) throws IOException {
    out.send(events.getBytes(StandardCharsets.UTF_8));
  }
}
