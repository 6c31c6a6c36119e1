package dev.wipeit.view;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * The way to one client. One that takes nothing holds up the thread that answers it, and no other:
 * it is known by that, and is dropped. For one thread, and the one that watches it.
 */
final class Outlet {

  private final HttpExchange exchange;
  private long writingSince;

  Outlet(HttpExchange exchange) {
    this.exchange = exchange;
  }

  HttpExchange exchange() {
    return exchange;
  }

  /**
   * Sends the headers.
   *
   * @param length of what follows, or -1 for nothing
   */
  void begin(int code, String type, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    writing(() -> exchange.sendResponseHeaders(code, length));
  }

  /** Sends what follows. */
  void send(byte[] bytes) throws IOException {
    writing(
        () -> {
          exchange.getResponseBody().write(bytes);
          exchange.getResponseBody().flush();
        });
  }

  /** Writes to the connection. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing work) throws IOException {
    since(System.nanoTime() | 1);
    work.run();
    since(0);
  }

  private synchronized void since(long nanoTime) {
    writingSince = nanoTime;
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
