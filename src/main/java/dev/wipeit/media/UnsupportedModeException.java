package dev.wipeit.media;

import java.io.IOException;

/** The device does not support what was asked; nothing was written. */
public final class UnsupportedModeException extends IOException {

  public UnsupportedModeException(String message, Throwable cause) {
    super(message, cause);
  }
}
