package dev.wipeit.cli;

import picocli.CommandLine.Option;

/** How a command tells what it does. */
final class OutputOptions {

  @Option(names = "--json", description = "JSON Lines on standard output, one event per line.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no messages; errors and the result are still told.")
  boolean quiet;

  @Option(
      names = "--plain",
      description = "Plain lines of progress and no control codes, even on a terminal.")
  boolean plain;
}
