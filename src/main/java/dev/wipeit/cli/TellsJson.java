package dev.wipeit.cli;

import java.nio.file.Path;
import java.util.List;

/** A command whose last line, however it ends, is its result in JSON where that was asked for. */
interface TellsJson {

  boolean json();

  /** The devices that the command line names. */
  List<Path> devices();
}
