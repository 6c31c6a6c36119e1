package dev.wipeit.cli;

import dev.wipeit.view.Follower;
import dev.wipeit.view.HostRuns;
import dev.wipeit.view.Snapshot;
import java.io.IOException;
import java.util.function.Consumer;

/** Follows the runs in lines, until nobody reads them any more. */
final class StatusLines {

  private final Machine machine;
  private final Consumer<Snapshot> lines;

  StatusLines(Machine machine, Consumer<Snapshot> lines) {
    this.machine = machine;
    this.lines = lines;
  }

  void follow(HostRuns runs) throws IOException {
    new Follower(runs).follow(this::print, this::isRead);
  }

  private void print(Snapshot snapshot) {
    if (isRead()) {
      lines.accept(snapshot);
      machine.streams().out().flush();
    }
  }

  /** A pipe without a reader is noticed also while there is nothing to print. */
  private boolean isRead() {
    return !machine.kernel().isReaderGone(1) && !machine.streams().out().checkError();
  }
}
