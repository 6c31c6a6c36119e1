package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Refusal;
import dev.wipeit.device.RefusedException;
import java.nio.file.Path;
import java.util.List;

/**
 * The devices that a command line has come to.
 *
 * @param paths their paths, those excluded left out
 * @param found what they were when they were found; empty where they are named by their paths
 */
record Chosen(List<Path> paths, List<BlockDevice> found) {

  Chosen {
    paths = List.copyOf(paths);
    found = List.copyOf(found);
  }

  /**
   * Refuses a device that has taken the place of one that was found: nobody has named its path.
   *
   * @param now as it was inspected since
   */
  void requireFound(BlockDevice now) throws RefusedException {
    boolean same =
        found.isEmpty()
            || found.stream()
                .anyMatch(
                    device ->
                        device.number().equals(now.number())
                            && device.identity().equals(now.identity()));
    if (!same) {
      throw new RefusedException(
          now.path().toString(),
          List.of(
              new Refusal(
                  Refusal.Reason.UNKNOWN,
                  now.path() + " is not the device any more that was found",
                  "look again with 'wipeit list' and start anew")));
    }
  }
}
