package dev.wipeit.cli;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.history.History;
import dev.wipeit.journal.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The way of a command to the history: only here SQLite is loaded. */
final class RecordedRuns {

  private RecordedRuns() {}

  /** The history of the state directory; empty if there is no such directory. */
  static Optional<History> open(Machine machine, StateOptions options) throws IOException {
    Optional<StateDirectory> state = options.existing(machine.env());
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (Files.isWritable(state.get().path())) {
      recover(machine, state.get());
    }
    return Optional.of(
        History.open(
            state.get(),
            machine.roots().proc(),
            machine.clock(),
            line -> machine.streams().err().println("wipeit: " + line)));
  }

  /** Runs whose process has died are interrupted, and not going on. */
  private static void recover(Machine machine, StateDirectory state) {
    new Recovery(state, new Records(machine).host(), machine.clock(), System::nanoTime)
        .run()
        .lines()
        .forEach(line -> machine.streams().err().println("wipeit: " + line));
  }

  /**
   * The history of a state directory that has to be there.
   *
   * @throws CommandException if it is not
   */
  static History require(Machine machine, StateOptions options)
      throws IOException, CommandException {
    Optional<History> history = open(machine, options);
    if (history.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          options.path(machine.env())
              + ": there is no such state directory, so no run is recorded");
    }
    return history.get();
  }
}
