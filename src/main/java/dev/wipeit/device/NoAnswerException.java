package dev.wipeit.device;

import java.io.IOException;
import java.time.Duration;

/** A device that did not answer for so long that it was given up. */
public final class NoAnswerException extends IOException {

  /**
   * @param device its name
   * @param waited how long it was waited for
   */
  public NoAnswerException(String device, Duration waited) {
    super(device + " " + text(waited));
  }

  /** What is told of such a device. */
  public static String text(Duration waited) {
    return "does not answer (waited " + waited.toSeconds() + " s)";
  }
}
