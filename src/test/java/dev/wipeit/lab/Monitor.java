package dev.wipeit.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** QEMU's monitor (QMP, docs/interop/qmp-spec.txt of QEMU): JSON lines. */
final class Monitor implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Socket socket;

  private Monitor(Socket socket) {
    this.socket = socket;
  }

  static Monitor listen(Path file) throws IOException {
    return new Monitor(Socket.listen(file));
  }

  /** Takes the greeting; must be called once, before any command. */
  void greet() throws IOException {
    await("the greeting", answer -> answer.has("QMP"));
    execute("qmp_capabilities", Map.of());
  }

  /** Runs a command; an {@link IOException} with QEMU's own words where it refuses. */
  void execute(String command, Map<String, Object> arguments) throws IOException {
    socket.send(MAPPER.writeValueAsString(Map.of("execute", command, "arguments", arguments)));
    JsonNode answer = await(command, line -> line.has("return") || line.has("error"));
    if (answer.has("error")) {
      throw new IOException(command + ": " + answer.path("error").path("desc").asText());
    }
  }

  /** Waits for the event that this device has left the guest. */
  void awaitDeleted(String device) throws IOException {
    await(
        "DEVICE_DELETED of " + device,
        line ->
            line.path("event").asText().equals("DEVICE_DELETED")
                && line.path("data").path("device").asText().equals(device));
  }

  private JsonNode await(String what, Predicate<JsonNode> wanted) throws IOException {
    while (true) {
      JsonNode line = MAPPER.readTree(socket.awaitLine(DEADLINE, () -> "the monitor: " + what));
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
