package dev.wipeit.wipe;

import java.io.IOException;

/** A pass that was not begun because its key could not be saved. */
final class UnsavedPassException extends IOException {

  UnsavedPassException(int pass, IOException cause) {
    super("pass " + pass + " was not begun: " + cause.getMessage(), cause);
  }
}
