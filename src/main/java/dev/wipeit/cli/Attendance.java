package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.device.Patience;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.wipe.Delays;
import dev.wipeit.wipe.StallRules;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.StallOver;
import dev.wipeit.wipe.WipeEvent.Stalled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the devices that a command is about are waited for while no run of theirs is under way: as
 * long as a run would wait, and with the same words. For all threads.
 */
final class Attendance {

  private final PatientDevices devices;
  private final Report report;
  private final StallRules rules;
  private final Map<Path, Delays> delays = new ConcurrentHashMap<>();

  /**
   * @param rules when a device counts as stalled, and when it is given up
   */
  Attendance(Machine machine, Report report, StallRules rules) {
    this.devices = new PatientDevices(machine);
    this.report = report;
    this.rules = rules;
    devices.patience().announce(report::silence);
  }

  /** Waits for the device of this path so from now on. */
  void begin(Path path) {
    devices
        .patience()
        .attend(
            devices.name(path),
            rules.silent(),
            rules.timeout(),
            new Patience.Attendant() {
              @Override
              public void silent(Duration lasting) {
                report.stall(path, new Stalled(true, lasting));
              }

              @Override
              public void over(Duration lasted) {
                add(path, new Delays(1, lasted, Duration.ZERO));
                if (!isGivenUp(path)) {
                  report.stall(path, new StallOver(lasted));
                }
              }
            });
  }

  /** Waits for it as for any other from now on. */
  void end(Path path) {
    devices.patience().neglect(devices.name(path));
  }

  /** Tells a stall of work that is watched otherwise. */
  void tell(Path path, WipeEvent event) {
    report.stall(path, event);
  }

  StallRules rules() {
    return rules;
  }

  /** Takes down what held the work on a device up. */
  void add(Path path, Delays more) {
    delays.merge(path, more, Delays::and);
  }

  /** What held the work on a device up, its run left out. */
  Delays delays(Path path) {
    return delays.getOrDefault(path, Delays.NONE);
  }

  boolean isGivenUp(Path path) {
    return devices.patience().silence(devices.name(path)) != null;
  }

  /**
   * Fails where the device was given up.
   *
   * @throws NoAnswerException if it was
   */
  void requireAnswers(Path path) throws NoAnswerException {
    @Nullable Duration waited = devices.patience().silence(devices.name(path));
    if (waited != null) {
      throw new NoAnswerException(path.toString(), waited);
    }
  }

  /** Opens a device, which closes again where nobody waits for that any more. */
  BlockMedia open(BlockDevice device, Patience.Question<BlockMedia> open) throws IOException {
    return devices.patience().ask(devices.name(device.path()), open, Attendance::closeLate);
  }

  private static void closeLate(BlockMedia media) {
    try {
      media.close();
    } catch (IOException given) {
      // Nobody is there any more to be told.
      return;
    }
  }
}
