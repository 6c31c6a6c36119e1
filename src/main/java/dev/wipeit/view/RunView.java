package dev.wipeit.view;

import dev.wipeit.drive.DeviceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run as it is shown, at one moment. Two that are equal look the same.
 *
 * @param key the name of the files of this device in the state directory
 * @param subject the drive
 * @param state what the run is at
 * @param pid the process that works on it, or null
 * @param work what it does, or null where its checkpoint cannot be used
 * @param now what is measured of it
 * @param note why it is in this state, one line, or null
 * @param events what happened last, the newest last, a line each
 */
public record RunView(
    String key,
    Subject subject,
    RunState state,
    @Nullable Long pid,
    @Nullable Work work,
    Readings now,
    @Nullable String note,
    List<String> events) {

  public RunView {
    note = DeviceText.normalised(note);
    events = events.stream().map(DeviceText::shown).toList();
  }

  /** Of the whole run, 0 to 100; 0 where that cannot be told. */
  public double percent() {
    return work == null ? 0 : work.percent();
  }
}
