package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.Chromium;
import dev.wipeit.testing.FakeRuns;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runs on a web page: who gets it, and what a browser makes of it. */
final class StatusPageIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Pattern URL =
      Pattern.compile("http://([^:/]+):(\\d+)/(?:\\?token=([A-Za-z0-9_-]+))?");

  private FakeRuns fakes;

  @BeforeEach
  void begin() throws IOException {
    fakes = new FakeRuns();
  }

  @AfterEach
  void end() throws IOException {
    fakes.close();
  }

  /** The program with its page. */
  private final class Page implements AutoCloseable {

    final RunningProgram program;
    final String url;
    final int port;
    final String token;

    Page(String... serve) throws IOException {
      List<String> arguments = new ArrayList<>(List.of("status", "--serve"));
      arguments.addAll(List.of(serve));
      program = Program.with(arguments.toArray(String[]::new)).stateDirectory(fakes.path()).start();
      program.awaitStdout("Ctrl-C ends it", SOON);
      Matcher told = URL.matcher(program.stdout());
      assertTrue(told.find(), program.stdout());
      url = told.group();
      port = Integer.parseInt(told.group(2));
      token = told.group(3);
    }

    /** What is answered to a request as it stands. */
    String ask(String request) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(5000);
        OutputStream out = socket.getOutputStream();
        out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    String get(String path, String... headers) throws IOException {
      return ask(
          "GET "
              + path
              + " HTTP/1.1\nHost: 127.0.0.1:"
              + port
              + "\nConnection: close\n"
              + String.join("\n", headers)
              + (headers.length == 0 ? "\n" : "\n\n"));
    }

    @Override
    public void close() throws IOException {
      program.close();
    }
  }

  private static int code(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  @Test
  void givesThePageToThisMachineAndNothingCanBeChanged() throws IOException {
    fakes.begin(2);
    try (Page page = new Page()) {
      assertEquals(null, page.token, "none is needed on loopback");
      String answer = page.get("/");
      assertEquals(200, code(answer), answer);
      assertHeader(answer, "Content-security-policy: default-src 'none'; script-src 'self';");
      assertHeader(answer, "X-content-type-options: nosniff");
      assertHeader(answer, "Cache-control: no-store");
      assertFalse(answer.contains("<script>") || answer.contains("style="), answer);
      assertTrue(page.get("/runs.json").contains("ZC110337Q"));
      for (String path : List.of("/page.js", "/page.css", "/icon.svg")) {
        assertEquals(200, code(page.get(path)), path);
      }
      String host = " HTTP/1.1\nHost: localhost:" + page.port + "\nConnection: close\n";
      for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
        assertEquals(405, code(page.ask(method + " /" + host + "Content-Length: 0\n\n")), method);
      }
      String head = page.ask("HEAD /" + host + "\n");
      assertEquals(200, code(head));
      assertTrue(head.endsWith("\r\n\r\n"), head);
      assertEquals(404, code(page.get("/../etc/passwd")));
      assertEquals(404, code(page.get("/page.html")));
      page.program.signal("INT");
      page.program.awaitExit(SOON).expectExit(130);
    }
  }

  private static void assertHeader(String answer, String header) {
    assertTrue(answer.contains("\r\n" + header), header + " in\n" + answer);
  }

  @Test
  void aNameThatWasReboundToThisMachineIsRefused() throws IOException {
    fakes.begin(1);
    try (Page page = new Page("127.0.0.1:" + freePort())) {
      for (String host :
          List.of("evil.example", "evil.example:" + page.port, "", "127.0.0.1.evil")) {
        String answer =
            page.ask("GET /runs.json HTTP/1.1\nHost: " + host + "\nConnection: close\n\n");
        assertTrue(code(answer) == 403 || code(answer) == 400, host + "\n" + answer);
        assertFalse(answer.contains("ZC110337Q"), answer);
      }
      String old = page.ask("GET /runs.json HTTP/1.0\n\n");
      assertFalse(old.contains("ZC110337Q"), old);
    }
  }

  @Test
  void othersNeedTheToken() throws IOException {
    fakes.begin(1);
    try (Page page = new Page("0.0.0.0:" + freePort())) {
      assertTrue(page.token.length() >= 32, page.url);
      for (String path : List.of("/", "/runs.json", "/events", "/page.js", "/nothing")) {
        assertEquals(401, code(page.get(path)), path);
      }
      String half = page.token.substring(1);
      assertEquals(401, code(page.get("/runs.json?token=" + half)));
      assertEquals(401, code(page.get("/runs.json", "Cookie: wipeit=" + half)));
      assertEquals(401, code(page.get("/runs.json", "Cookie: wipeit=")));
      String let = page.get("/?token=" + page.token);
      assertEquals(200, code(let), let);
      assertHeader(let, "Set-cookie: wipeit=" + page.token + "; HttpOnly; SameSite=Strict; Path=/");
      String seen = page.get("/runs.json", "Cookie: a=b; wipeit=" + page.token);
      assertEquals(200, code(seen), seen);
      assertTrue(seen.contains("ZC110337Q"), seen);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anotherPortIsTakenWhereTheUsualOneIsNotFree() throws IOException {
    try (Page first = new Page();
        Page second = new Page()) {
      assertTrue(first.port != second.port);
      int port = second.port;
      Program.with("status", "--serve", "127.0.0.1:" + port)
          .stateDirectory(fakes.path())
          .run()
          .expectExit(1);
      Program.with("status", "--serve", "not an address").run().expectExit(2);
    }
  }

  /** The events as they come, each with its id. */
  @Test
  void aReaderThatComesBackIsToldOnlyWhatItMissed() throws IOException {
    fakes.begin(3);
    try (Page page = new Page()) {
      String all = firstEvents(page, "", "snapshot");
      Matcher id = Pattern.compile("id: ([a-z0-9]+)-(\\d+)").matcher(all);
      assertTrue(id.find(), all);
      assertEquals(3, all.split("\"type\":\"run\"", -1).length - 1, all);
      fakes.run(1).progress(50, 100);
      String missed = firstEvents(page, "Last-Event-ID: " + id.group(1) + "-" + id.group(2), "run");
      assertFalse(missed.contains("event: snapshot"), missed);
      assertTrue(missed.contains(fakes.run(1).key()), missed);
      assertFalse(missed.contains(fakes.run(0).key()), missed);
      for (String wrong : List.of("other-1", id.group(1) + "-999", "x", "a-b-c")) {
        String again = firstEvents(page, "Last-Event-ID: " + wrong, "snapshot");
        assertTrue(again.contains("event: snapshot"), again);
      }
    }
  }

  /** What comes first on a new stream of events, up to the end of an event of that name. */
  private static String firstEvents(Page page, String header, String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port)) {
      socket.setSoTimeout(5000);
      String request =
          "GET /events HTTP/1.1\nHost: 127.0.0.1\n" + header + (header.isEmpty() ? "\n" : "\n\n");
      socket
          .getOutputStream()
          .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder text = new StringBuilder();
      int begin = -1;
      while (begin < 0 || text.indexOf("\n\n", begin) < 0) {
        int next = in.read();
        assertTrue(next >= 0, text.toString());
        text.append((char) next);
        begin = text.indexOf("event: " + name);
      }
      return text.toString();
    }
  }

  @Test
  void thereIsAnEndToHowManyRead() throws IOException {
    fakes.begin(1);
    List<Socket> readers = new ArrayList<>();
    try (Page page = new Page()) {
      byte[] request =
          "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 32; i++) {
        Socket reader = new Socket(InetAddress.getLoopbackAddress(), page.port);
        reader.getOutputStream().write(request);
        assertTrue(reader.getInputStream().read() > 0);
        readers.add(reader);
      }
      assertEquals(503, code(page.get("/events")));
      assertEquals(200, code(page.get("/runs.json")), "others are answered all the same");
      readers.get(0).close();
      readers.get(1).close();
      fakes.run(0).progress(1, 1);
      Await.until(SOON, () -> "a place that is free again", () -> hasPlace(page, request));
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  private static boolean hasPlace(Page page, byte[] request) throws IOException {
    try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), page.port)) {
      reader.getOutputStream().write(request);
      return new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
          .endsWith("200");
    }
  }

  @Test
  void aBrowserShowsTheRunsOnADeskAndOnAPhone() throws IOException {
    fakes.begin(8);
    for (int i = 0; i < 8; i++) {
      fakes.run(i).progress(10 * i + 5, 150 + i);
    }
    try (Page page = new Page("0.0.0.0:" + freePort());
        Chromium browser = Chromium.start()) {
      browser.shape(1280, 800, 1, "light");
      browser.open("http://127.0.0.1:" + page.port + "/?token=" + page.token);
      browser.await("document.querySelectorAll('.run').length === 8");
      assertEquals("http://127.0.0.1:" + page.port + "/", browser.text("location.href"));
      assertEquals("sda", browser.text("document.querySelector('.device').textContent"));
      assertEquals("15.0 %", browser.text("document.querySelectorAll('.percent')[1].textContent"));
      assertFits(browser);
      long told = System.nanoTime();
      fakes.run(0).progress(77.75, 150);
      browser.await("document.querySelector('.percent').textContent === '77.7 %'");
      long millis = (System.nanoTime() - told) / 1_000_000;
      assertTrue(millis < 1000, "on the page after " + millis + " ms");
      String bar = browser.text("document.querySelector('.fill').style.width");
      assertTrue(bar.startsWith("77.") && bar.endsWith("%"), bar);
      fakes.run(3).line("stall", Map.of("kind", "no-answer", "seconds", 10.0));
      browser.await("document.querySelectorAll('.run')[3].innerText.includes('! stalled')");
      browser.shape(390, 844, 2, "dark");
      assertFits(browser);
      assertEquals(
          "rgb(15, 20, 26)", browser.text("getComputedStyle(document.body).backgroundColor"));
      assertEquals(List.of(), browser.complaints());
      page.program.kill9();
      browser.await("!document.getElementById('lost').hidden");
    }
  }

  private static void assertFits(Chromium browser) throws IOException {
    assertEquals("true", browser.text("document.documentElement.scrollWidth <= window.innerWidth"));
  }

  @Test
  void neitherADriveNorAPageCanRunAScript() throws IOException {
    fakes.begin(1);
    fakes.run(0).model("<img src=x onerror='window.x=1'><b>Drive</b>");
    fakes.run(0).save();
    try (Page page = new Page();
        Chromium browser = Chromium.start()) {
      browser.open("http://127.0.0.1:" + page.port + "/");
      browser.await("document.querySelectorAll('.run').length === 1");
      browser.await("document.querySelector('.drive').textContent.includes('<b>Drive</b>')");
      browser.text(
          "(() => { const e = document.createElement('script'); e.textContent = 'window.x = 1';"
              + " document.body.append(e); return 1; })()");
      assertEquals("undefined", browser.text("window.x"));
      assertEquals(1, browser.complaints().size(), "the script was refused by the policy");
    }
  }
}
