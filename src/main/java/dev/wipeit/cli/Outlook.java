package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a wipe of one device would begin.
 *
 * @param path as it was named or found
 * @param device as it was inspected, or null where there is nothing to inspect
 * @param refusals why it would not; empty if it would
 */
record Outlook(Path path, @Nullable BlockDevice device, List<Refusal> refusals) {

  Outlook {
    refusals = List.copyOf(refusals);
  }

  ExitCode code() {
    return refusals.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
