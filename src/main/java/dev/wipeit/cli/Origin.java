package dev.wipeit.cli;

import java.nio.file.Path;

/** Where a value was set. */
sealed interface Origin {

  /** The kind of place, for scripts. */
  String source();

  /** A variable of the environment. */
  record Variable(String name) implements Origin {
    @Override
    public String source() {
      return "environment";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A line of the configuration file, from 1. */
  record Line(Path file, int line) implements Origin {
    @Override
    public String source() {
      return "file";
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }
}
