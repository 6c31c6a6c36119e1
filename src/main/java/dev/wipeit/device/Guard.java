package dev.wipeit.device;

import dev.wipeit.sys.Kernel;
import java.nio.file.Path;
import java.util.List;

/** Refuses devices. */
public final class Guard {
  public Guard(SystemRoots roots, Kernel kernel, Path stateDirectory) {}

  /** Every reason. */
  public List<Refusal> refusals(BlockDevice device, boolean partitionAllowed) {
    return List.of(
        new Refusal(Refusal.Reason.UNKNOWN, device.path() + " is not looked at yet", "wait"));
  }

  /** Throws. */
  public void check(BlockDevice device, boolean partitionAllowed) throws RefusedException {
    List<Refusal> refusals = refusals(device, partitionAllowed);
    if (!refusals.isEmpty()) {
      throw new RefusedException(device.path().toString(), refusals);
    }
  }
}
