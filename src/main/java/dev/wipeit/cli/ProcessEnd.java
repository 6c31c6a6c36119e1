package dev.wipeit.cli;

/** Ends this process at once; another one makes the signals a test. */
@FunctionalInterface
interface ProcessEnd {

  /** Never returns in the real process. */
  void now(ExitCode code);
}
