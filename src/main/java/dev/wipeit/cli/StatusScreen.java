package dev.wipeit.cli;

import dev.wipeit.view.Follower;
import dev.wipeit.view.FullScreen;
import dev.wipeit.view.FullScreen.End;
import dev.wipeit.view.HostRuns;
import dev.wipeit.view.Ink;
import java.io.IOException;

/** The runs on the whole terminal. */
final class StatusScreen {

  private final Machine machine;
  private final FullScreen screen;

  StatusScreen(Machine machine) {
    this.machine = machine;
    this.screen =
        new FullScreen(machine.streams().out(), machine.streams().charset(), Ink.of(machine.env()));
  }

  ExitCode show(HostRuns runs) throws IOException {
    JvmSignal.handle("INT", () -> end(End.INT));
    JvmSignal.handle("TERM", () -> end(End.TERM));
    JvmSignal.handle("HUP", () -> end(End.HUP));
    JvmSignal.handle("WINCH", screen::resized);
    return code(screen.show(new Follower(runs)));
  }

  /** A terminal that takes nothing, as after Ctrl-S, keeps nobody from ending this. */
  private void end(End how) {
    if (!screen.end(how)) {
      machine.signals().leave(code(how));
    }
  }

  private static ExitCode code(End end) {
    return switch (end) {
      case QUIT -> ExitCode.OK;
      case INT -> ExitCode.STOPPED_BY_INT;
      case TERM -> ExitCode.STOPPED_BY_TERM;
      case HUP -> ExitCode.STOPPED_BY_HUP;
    };
  }
}
