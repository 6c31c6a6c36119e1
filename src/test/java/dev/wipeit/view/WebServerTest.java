package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the page as they should not be. */
final class WebServerTest {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(20);

  /** More than a connection takes that nobody reads: net.ipv4.tcp_wmem of tcp(7) has 4 MiB. */
  private static final int MUCH = 8 << 20;

  private static WebServer server(String host, int size) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    WebServer server =
        WebServer.start(
            new InetSocketAddress(address, 0),
            host,
            new SecureRandom(),
            run -> "\"" + run.key() + "x".repeat(size) + "\"",
            PATIENCE);
    server.take(new Snapshot(1, List.of(ShownRuns.run(0))));
    return server;
  }

  private static Socket ask(WebServer server, InetAddress address, String path, String host)
      throws IOException {
    Socket socket = new Socket();
    // Before it is connected: the window that is offered.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout((int) SOON.toMillis());
    socket.connect(new InetSocketAddress(address, server.port()), (int) SOON.toMillis());
    String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String first(Socket socket) throws IOException {
    byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
    return new String(line, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/runs.json"})
  void aClientThatTakesNothingIsDropped(String path) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (WebServer server = server("127.0.0.1", MUCH);
        Socket slow = ask(server, loopback, path, "localhost")) {
      assertEquals("HTTP/1.1 200 OK", first(slow));
      long begin = System.nanoTime();
      Await.until(SOON, () -> "an answer to nobody ends", () -> !server.isAnswering());
      assertTrue(System.nanoTime() - begin >= PATIENCE.toNanos() / 2, "was given time");
      assertTrue(rest(slow.getInputStream()) < MUCH, "was told no more");
    }
  }

  /** How many bytes come until the other side has ended it, in whatever way. */
  private static long rest(InputStream in) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long all = 0;
    try {
      int count = in.read(buffer);
      while (count >= 0) {
        all += count;
        count = in.read(buffer);
      }
    } catch (SocketException reset) {
      assertTrue(reset.getMessage().contains("reset"), reset::toString);
    }
    return all;
  }

  @Test
  void aClientThatTakesNothingHoldsNoOtherUp() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (WebServer server = server("127.0.0.1", MUCH);
        Socket slow = ask(server, loopback, "/events", "localhost");
        Socket quick = ask(server, loopback, "/events", "localhost")) {
      assertEquals("HTTP/1.1 200 OK", first(slow));
      InputStream in = quick.getInputStream();
      long told = 0;
      for (int version = 2; version <= 4; version++) {
        server.take(new Snapshot(version, List.of(ShownRuns.run(version))));
        told += in.readNBytes(MUCH).length;
      }
      assertEquals(3L * MUCH, told);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void anAddressIsServedUnderItsOwnName(String host) throws IOException {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    try (WebServer server = server(host, 1)) {
      for (String named : List.of(shown + ":" + server.port(), shown, "localhost")) {
        try (Socket client = ask(server, InetAddress.getByName(host), "/runs.json", named)) {
          assertEquals("HTTP/1.1 200 OK", first(client), named);
        }
      }
      try (Socket rebound =
          ask(server, InetAddress.getByName(host), "/runs.json", "evil.example")) {
        assertEquals("HTTP/1.1 403 F", first(rebound).substring(0, 14));
      }
    }
  }
}
