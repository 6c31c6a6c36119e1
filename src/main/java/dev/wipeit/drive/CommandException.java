package dev.wipeit.drive;

import java.io.IOException;

/** A command did not reach its drive, or the drive did not carry it out. */
public final class CommandException extends IOException {

  CommandException(String command, String why) {
    super(command + " failed: " + why);
  }
}
