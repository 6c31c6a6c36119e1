package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.journal.EventJson;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events as JSON Lines; progress at most once a second. */
final class JsonEvents implements Consumer<WipeEvent> {

  private final BlockDevice device;
  private final Clock clock;
  private final PrintStream out;
  private @Nullable String run;
  private Instant lastProgress = Instant.EPOCH;

  JsonEvents(BlockDevice device, Clock clock, PrintStream out) {
    this.device = device;
    this.clock = clock;
    this.out = out;
  }

  @Override
  public void accept(WipeEvent event) {
    if (event instanceof Started started) {
      run = started.state().run();
    } else if (event instanceof CheckpointSaved saved) {
      run = saved.state().run();
    }
    if (!(event instanceof Progress) || isDue()) {
      print(EventJson.of(event));
    }
  }

  private boolean isDue() {
    Instant now = clock.instant();
    if (now.isBefore(lastProgress.plusSeconds(1)) && !now.isBefore(lastProgress)) {
      return false;
    }
    lastProgress = now;
    return true;
  }

  private void print(EventJson event) {
    Map<String, @Nullable Object> line =
        Json.object(
            "type",
            event.type(),
            "time",
            clock.instant().toString(),
            "run",
            run,
            "device",
            device.path().toString());
    line.putAll(event.fields());
    out.println(Json.line(line));
  }
}
