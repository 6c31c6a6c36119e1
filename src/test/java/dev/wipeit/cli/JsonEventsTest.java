package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonEventsTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Console console = new Console();
  private JsonEvents events = eventsOf(Runs.drive());

  private JsonEvents eventsOf(BlockDevice device) {
    return new JsonEvents(device, console.clock(), console.machine().streams().out());
  }

  private List<JsonNode> told(WipeEvent... all) throws IOException {
    for (WipeEvent event : all) {
      events.accept(event);
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : console.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private List<JsonNode> everything() throws IOException {
    return told(
        new WipeEvent.Started(Runs.percent(0), false, 0),
        new WipeEvent.PhaseStarted(1, 1, Pass.random(), Phase.WRITE, VerifyMode.SAMPLE),
        Runs.progress(Runs.percent(12.345)),
        new WipeEvent.CheckpointSaved(Runs.percent(20)),
        new WipeEvent.CheckpointFailed("no \"space\"\n left"),
        new WipeEvent.Finished(Runs.outcome(WipeOutcome.Result.WIPED, true, null)));
  }

  @Test
  void everyEventIsOneLine() throws IOException {
    assertEquals(
        List.of(
            "run_started",
            "phase_started",
            "progress",
            "checkpoint_saved",
            "checkpoint_failed",
            "run_finished"),
        everything().stream().map(line -> line.get("type").asText()).toList());
  }

  @Test
  void everyLineHasTypeTimeRunAndDevice() throws IOException {
    for (JsonNode line : everything()) {
      assertTrue(line.get("type").isTextual(), line.toString());
      assertEquals(Console.BEGIN, Instant.parse(line.get("time").asText()));
      assertEquals(Runs.ID, line.get("run").asText());
      assertEquals("/dev/sdx", line.get("device").asText());
    }
  }

  @Test
  void keysAreInSnakeCase() throws IOException {
    for (JsonNode line : everything()) {
      line.fieldNames().forEachRemaining(key -> assertTrue(key.matches("[a-z]+(_[a-z]+)*"), key));
    }
  }

  @Test
  void progressIsInNumbers() throws IOException {
    JsonNode line = told(Runs.progress(Runs.percent(12.345))).get(0);
    assertEquals(12.34, line.get("progress_percent").asDouble());
    assertEquals(Math.round(123.4 * Runs.MIB), line.get("bytes_per_second").longValue());
    assertEquals(3700, line.get("eta_seconds").intValue());
    assertEquals(Runs.SIZE, line.get("bytes_total").longValue());
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    JsonNode line = told(Runs.unknown(Runs.percent(1))).get(0);
    assertTrue(line.get("eta_seconds").isNull(), line.toString());
  }

  @Test
  void progressComesOnceASecond() throws IOException {
    told(Runs.progress(Runs.percent(1)), Runs.progress(Runs.percent(2)));
    console.pass(Duration.ofMillis(999));
    assertEquals(1, told(Runs.progress(Runs.percent(3))).size());
    console.pass(Duration.ofMillis(1));
    assertEquals(2, told(Runs.progress(Runs.percent(4))).size());
  }

  @Test
  void progressGoesOnWhereTheClockIsSetBack() throws IOException {
    told(Runs.progress(Runs.percent(1)));
    console.pass(Duration.ofDays(-1));
    assertEquals(2, told(Runs.progress(Runs.percent(2))).size());
  }

  @Test
  void aResumedRunIsCalledSo() throws IOException {
    JsonNode line = told(new WipeEvent.Started(Runs.percent(47), true, 4096)).get(0);
    assertEquals("run_resumed", line.get("type").asText());
    assertEquals(4096, line.get("from").longValue());
  }

  @Test
  void aPathIsEscaped() throws IOException {
    events = eventsOf(Runs.device("/tmp/a \"b\" \u001b[31m", DeviceKind.IMAGE_FILE, null, 1, 1));
    JsonNode line = told(new WipeEvent.CheckpointFailed("full")).get(0);
    assertEquals("/tmp/a \"b\" \u001b[31m", line.get("device").asText());
    assertFalse(console.out().contains("\u001b"), "control codes are escaped");
  }
}
