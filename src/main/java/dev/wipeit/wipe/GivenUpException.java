package dev.wipeit.wipe;

import java.io.IOException;

/** A device that refuses more than is tolerated. */
final class GivenUpException extends IOException {

  GivenUpException(String message) {
    super(message);
  }
}
