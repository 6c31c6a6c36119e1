package dev.wipeit.device;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A device that the guard refuses; nothing was written. */
public final class RefusedException extends IOException {

  private final List<Refusal> refusals;

  /**
   * @param device the device as it was named
   * @param refusals every reason, at least one
   */
  public RefusedException(String device, List<Refusal> refusals) {
    super(
        device
            + " is refused: "
            + refusals.stream().map(Refusal::detail).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  public List<Refusal> refusals() {
    return refusals;
  }
}
