package dev.wipeit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A headless Chromium with one page, spoken to by its DevTools protocol. It is the browser itself:
 * what it refuses, it refuses to everybody.
 */
public final class Chromium implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Process process;
  private final Path folder;
  private final WebSocket socket;
  private final Inbox inbox;
  private int last;

  private Chromium(Process process, Path folder, WebSocket socket, Inbox inbox) {
    this.process = process;
    this.folder = folder;
    this.socket = socket;
    this.inbox = inbox;
  }

  /** Starts one with an empty page; the test is skipped where there is none. */
  public static Chromium start() throws IOException {
    Requires.tool("chromium");
    Path folder = Scratch.folder("chromium");
    Process process =
        new ProcessBuilder(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-extensions",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Path port = folder.resolve("profile/DevToolsActivePort");
    Await.until(DEADLINE, () -> "the port of Chromium", () -> lines(port).size() >= 2);
    Inbox inbox = new Inbox();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page(lines(port).get(0))), inbox)
            .join();
    Chromium chromium = new Chromium(process, folder, socket, inbox);
    chromium.call("Page.enable", MAPPER.createObjectNode());
    chromium.call("Runtime.enable", MAPPER.createObjectNode());
    chromium.call("Log.enable", MAPPER.createObjectNode());
    return chromium;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static String page(String port) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
      String text =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode target : MAPPER.readTree(text)) {
        if (target.path("type").asText().equals("page")) {
          return target.path("webSocketDebuggerUrl").asText();
        }
      }
      throw new IOException("Chromium has no page: " + text);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Gives the page a size, in CSS pixels, and a colour scheme: {@code light} or {@code dark}. */
  public void shape(int width, int height, double scale, String scheme) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        MAPPER
            .createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", scale)
            .put("mobile", width < 600));
    ObjectNode media = MAPPER.createObjectNode();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", media);
  }

  /** Goes to an address. */
  public void open(String url) throws IOException {
    call("Page.navigate", MAPPER.createObjectNode().put("url", url));
  }

  /** What an expression comes to on the page, as text. */
  public String text(String expression) throws IOException {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            MAPPER.createObjectNode().put("expression", "String(" + expression + ")"));
    return answer.path("result").path("value").asText();
  }

  /** Waits until an expression is true on the page. */
  public void await(String expression) throws IOException {
    String[] body = {""};
    Await.until(
        DEADLINE,
        () -> expression + " on the page\n" + body[0] + "\n" + complaints(),
        () -> {
          body[0] = text("document.body.innerText");
          return text(expression).equals("true");
        });
  }

  /** What the browser has complained of so far: scripts that it blocked, errors. */
  public List<String> complaints() {
    return inbox.complaints.stream().toList();
  }

  /** A picture of the page, as PNG. */
  public byte[] picture() throws IOException {
    JsonNode answer =
        call("Page.captureScreenshot", MAPPER.createObjectNode().put("format", "png"));
    return Base64.getDecoder().decode(answer.path("data").asText());
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until(DEADLINE, () -> "the end of Chromium", () -> !process.isAlive());
    Await.until(
        DEADLINE,
        () -> "the end of its processes",
        () -> all.stream().noneMatch(ProcessHandle::isAlive));
    Scratch.delete(folder);
  }

  private JsonNode call(String method, ObjectNode parameters) throws IOException {
    int id = ++last;
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).join();
    return inbox.answer(id);
  }

  /** What the browser sends. */
  private static final class Inbox implements WebSocket.Listener {

    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
      part.append(data);
      if (isLast) {
        take(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void take(String text) {
      try {
        JsonNode message = MAPPER.readTree(text);
        if (message.has("id")) {
          answers.add(message);
        } else if (message.path("method").asText().equals("Runtime.exceptionThrown")
            || message.path("params").path("entry").path("level").asText().equals("error")) {
          complaints.add(text);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    JsonNode answer(int id) throws IOException {
      try {
        while (true) {
          JsonNode answer = answers.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
          if (answer == null) {
            throw new IOException("Chromium does not answer");
          }
          if (answer.path("id").asInt() == id) {
            return answer.path("result");
          }
        }
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }
}
