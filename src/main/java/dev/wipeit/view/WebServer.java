package dev.wipeit.view;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page of the runs and its events, for reading only. Each reader of events has a thread, and
 * there are at most {@value #MOST_READERS}; whoever takes nothing for ten seconds is dropped.
 */
public final class WebServer implements AutoCloseable {

  /** A wall of screens and a bench of phones. */
  static final int MOST_READERS = 32;

  /** Beside the readers some threads are left for those who come and go. */
  private static final int THREADS = MOST_READERS + 8;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How many times within that patience it is looked. */
  private static final int LOOKS = 10;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final Access access;
  private final Pages pages;
  private final Feed feed;
  private final long patienceNanos;
  private final Set<Outlet> outlets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger readers = new AtomicInteger();
  private volatile boolean closed;

  private WebServer(HttpServer server, Access access, Feed feed, Duration patience)
      throws IOException {
    this.server = server;
    this.access = access;
    this.pages = new Pages();
    this.feed = feed;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Answers from now on.
   *
   * @param address where; a port of 0 is any that is free
   * @param given the host as the operator wrote it
   * @param json what is told of a run, one JSON object on one line
   * @throws IOException if the address cannot be used
   */
  public static WebServer start(
      InetSocketAddress address, String given, SecureRandom random, Function<RunView, String> json)
      throws IOException {
    return start(address, given, random, json, PATIENCE);
  }

  /** The same, with a patience of its own. */
  static WebServer start(
      InetSocketAddress address,
      String given,
      SecureRandom random,
      Function<RunView, String> json,
      Duration patience)
      throws IOException {
    // Read once by the JDK's server: one that sends its request slowly is not waited for, and
    // nothing that is small waits for more to come.
    System.setProperty("sun.net.httpserver.maxReqTime", "15");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server = HttpServer.create(address, MOST_READERS);
    Feed feed = new Feed(Long.toString(random.nextLong() >>> 1, 36), json);
    Access access = Access.to(address.getAddress(), given, random);
    WebServer web = new WebServer(server, access, feed, patience);
    server.createContext("/", web::answer);
    server.setExecutor(Executors.newFixedThreadPool(THREADS, daemons("wipeit-web")));
    server.start();
    daemons("wipeit-watch").newThread(web::watch).start();
    return web;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What a reader must bring, or null where everybody on this machine may read. */
  public @Nullable String token() {
    return access.token();
  }

  /** Whether a client is told something right now. */
  boolean isAnswering() {
    return !outlets.isEmpty();
  }

  /** Tells all readers. */
  public void take(Snapshot snapshot) {
    feed.take(snapshot);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Outlet out = new Outlet(exchange);
    outlets.add(out);
    try (exchange) {
      protect(exchange.getResponseHeaders());
      String method = exchange.getRequestMethod();
      if (!access.isForThisHost(exchange)) {
        refuse(out, 403, "This name is not known here: use the address that wipeit has told.");
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(out, 405, "Nothing can be changed here.");
      } else if (!access.isAllowed(exchange) && !access.bringsToken(exchange)) {
        refuse(out, 401, "Open the whole address that wipeit has told, with its token.");
      } else {
        keepToken(exchange);
        show(out);
      }
    } finally {
      outlets.remove(out);
    }
  }

  private static void protect(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
  }

  /**
   * Has the browser keep the token that the address brought; the page takes it out of the address
   * bar. Not by a redirection: with a link in another page the cookie would not come along.
   */
  private void keepToken(HttpExchange exchange) {
    if (access.bringsToken(exchange)) {
      exchange
          .getResponseHeaders()
          .set("Set-Cookie", Access.COOKIE + "=" + token() + "; HttpOnly; SameSite=Strict; Path=/");
    }
  }

  private void show(Outlet out) throws IOException {
    String path = out.exchange().getRequestURI().getPath();
    if (path.equals("/events")) {
      stream(out);
      return;
    }
    if (path.equals("/runs.json")) {
      byte[] all = Feed.array(feed.now()).getBytes(StandardCharsets.UTF_8);
      send(out, 200, "application/json", all);
      return;
    }
    Pages.@Nullable Page page = pages.of(path);
    if (page == null) {
      refuse(out, 404, "There is nothing here.");
    } else {
      send(out, 200, page.type(), page.bytes());
    }
  }

  private void stream(Outlet out) throws IOException {
    if (out.exchange().getRequestMethod().equals("HEAD")) {
      send(out, 200, EventStream.TYPE, new byte[0]);
      return;
    }
    try {
      if (readers.incrementAndGet() > MOST_READERS) {
        out.exchange().getResponseHeaders().set("Retry-After", "10");
        refuse(out, 503, "Too many read this already.");
      } else {
        new EventStream(out, feed).run();
      }
    } finally {
      readers.decrementAndGet();
    }
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(patienceNanos / LOOKS);
      long now = System.nanoTime();
      List<Outlet> stuck = outlets.stream().filter(out -> out.isStuck(now, patienceNanos)).toList();
      stuck.forEach(Outlet::drop);
    }
  }

  private static void refuse(Outlet out, int code, String why) throws IOException {
    send(out, code, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(Outlet out, int code, String type, byte[] bytes) throws IOException {
    boolean withBody = bytes.length > 0 && !out.exchange().getRequestMethod().equals("HEAD");
    out.begin(code, type, withBody ? bytes.length : -1);
    if (withBody) {
      out.send(bytes);
    }
  }
}
