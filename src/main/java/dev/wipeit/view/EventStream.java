package dev.wipeit.view;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One reader of server-sent events (HTML Living Standard, 9.2): first all runs, or what has changed
 * since the last event that it knows; then each change as it comes. What it is too slow to be told
 * one by one it is told at once. For one thread, and the one that watches it.
 */
final class EventStream {

  /** A page that hears nothing for some of these shows that it has lost its connection. */
  static final long BEAT_MILLIS = 3000;

  /**
   * A length that is never reached. With chunks instead of it, {@link HttpExchange#close} waits for
   * the very write that a reader holds up.
   */
  private static final long ENDLESS = 1L << 50;

  private final HttpExchange exchange;
  private final Feed feed;
  private long writingSince;

  EventStream(HttpExchange exchange, Feed feed) {
    this.exchange = exchange;
    this.feed = feed;
  }

  /** Tells until the reader is gone. */
  void run() throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
    exchange.sendResponseHeaders(200, ENDLESS);
    Feed.Moment at = feed.now();
    long known = feed.version(exchange.getRequestHeaders().getFirst("Last-Event-ID"), at);
    OutputStream out = exchange.getResponseBody();
    if (known < 0) {
      send(out, event("snapshot", at.version(), Feed.array(at)));
      known = at.version();
    }
    while (true) {
      at = feed.await(known, BEAT_MILLIS);
      send(out, at.version() > known ? changes(known, at) : "event: beat\ndata: {}\n\n");
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

  private void send(OutputStream out, String events) throws IOException {
    writing(System.nanoTime() | 1);
    out.write(events.getBytes(StandardCharsets.UTF_8));
    out.flush();
    writing(0);
  }

  private synchronized void writing(long since) {
    writingSince = since;
  }

  /** Whether it has not taken what was sent for so long. */
  synchronized boolean isStuck(long nanoTime, long nanos) {
    return writingSince != 0 && nanoTime - writingSince > nanos;
  }

  /** Ends the connection, whatever it is in. */
  void drop() {
    exchange.close();
  }
}
