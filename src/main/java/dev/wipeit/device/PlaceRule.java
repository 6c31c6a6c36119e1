package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Refuses the disk under the running system, and the disk under the state directory. */
final class PlaceRule implements Rule {

  private final Path place;
  private final Reason reason;
  private final String what;
  private final String remedy;

  private PlaceRule(Path place, Reason reason, String what, String remedy) {
    this.place = place;
    this.reason = reason;
    this.what = what;
    this.remedy = remedy;
  }

  static PlaceRule ofSystem(Path root) {
    return new PlaceRule(
        root,
        Reason.SYSTEM_DISK,
        "the running system",
        "start the machine from another disk, such as a live system");
  }

  static PlaceRule ofState(Path directory) {
    return new PlaceRule(
        directory,
        Reason.STATE_DIRECTORY,
        "the state directory",
        "name one on another disk with --state-dir");
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    Layer layer = subject.layers().among(subject.filesystems().devicesUnder(place));
    if (layer == null) {
      return List.of();
    }
    String detail = layer.chain() + " holds " + what + " (" + place + ")";
    return List.of(new Refusal(reason, detail, remedy));
  }
}
