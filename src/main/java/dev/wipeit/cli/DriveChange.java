package dev.wipeit.cli;

import dev.wipeit.drive.DriveHealth;
import dev.wipeit.drive.Revelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a drive said of itself at the start and at the end of a run.
 *
 * @param before at the start
 * @param after at the end
 * @param revelation what became of its hidden areas, or null where that was not asked for
 */
record DriveChange(DriveState before, DriveState after, @Nullable Revelation revelation) {

  /** Lines for a person: none of what is not known. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    health(lines);
    if (revelation != null) {
      lines.add(DeviceSheet.row("hidden", revelation.detail()));
    } else if (before.areas() != null && before.areas().isKnown()) {
      lines.add(DeviceSheet.row("hidden", DriveState.text(before.areas())));
    }
    return lines;
  }

  private void health(List<String> lines) {
    @Nullable DriveHealth first = before.health();
    @Nullable DriveHealth last = after.health();
    if (first != null && first.isKnown()) {
      lines.add(DeviceSheet.row("health", DriveState.text(first)));
    }
    if (last != null && last.isKnown() && !last.equals(first)) {
      lines.add(DeviceSheet.row("", "at the end: " + DriveState.text(last)));
    }
    if (last != null) {
      last.warnings().forEach(warning -> lines.add(DeviceSheet.row("WARNING", warning)));
    }
  }

  /** The fields of the result for a script. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> fields =
        Json.object(
            "health_before", DriveState.json(before.health()),
            "health_after", DriveState.json(after.health()),
            "hidden_areas", DriveState.json(before.areas()));
    if (revelation != null) {
      fields.put("reveal_hidden", revelation.kind().name().toLowerCase(Locale.ROOT));
    }
    return fields;
  }
}
