package dev.wipeit.drive;

import java.io.IOException;

/** A drive answered a command with something that cannot be an answer to it. */
public final class AnswerException extends IOException {

  AnswerException(String command, String why) {
    super("the answer to " + command + " cannot be used: " + why);
  }
}
