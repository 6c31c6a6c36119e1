package dev.wipeit.cli;

import dev.wipeit.history.RunFilter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which recorded runs are meant. */
final class RunSelection {

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Moment.Converter.class,
      description = "Those that began then or later: a date, or how long ago, such as 90d.")
  @Nullable Moment since;

  @Option(
      names = "--device",
      paramLabel = "PATH",
      description = "Those of the device that had this path, such as /dev/sdb or sdb.")
  @Nullable String device;

  @Option(
      names = "--serial",
      paramLabel = "SERIAL",
      description = "Those of the drive with this serial number.")
  @Nullable String serial;

  @Option(
      names = "--result",
      paramLabel = "RESULT",
      description = "Those that ended so: wiped, wiped-with-exceptions, differs, stopped, ...")
  @Nullable String result;

  /**
   * The filter.
   *
   * @param last the latest so many, or {@link RunFilter#ALL}
   */
  RunFilter filter(Clock clock, long last) {
    String path = device == null || device.contains("/") ? device : "/dev/" + device;
    return new RunFilter(since == null ? null : since.instant(clock), path, serial, result, last);
  }
}
