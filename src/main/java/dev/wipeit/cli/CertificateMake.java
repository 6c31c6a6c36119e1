package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Registry;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit certificate make RUN...}. */
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Makes the certificates that are missing: of these runs, or of all that are over.",
      ""
    })
final class CertificateMake implements Callable<Integer> {

  private final Machine machine;

  @Parameters(arity = "0..*", paramLabel = "RUN")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--give-up",
      description =
          "End these interrupted runs for good: they cannot be gone on with any more, and their"
              + " certificates say that the drive is not cleared.")
  private boolean giveUp;

  @Mixin private StateOptions state = new StateOptions();

  CertificateMake(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    if (giveUp && runs.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "--give-up: which RUN? See 'wipeit status'.");
    }
    StateDirectory directory = state.open(machine.env());
    Registry registry = new Registry(directory, machine.clock(), null);
    try {
      make(directory, registry);
    } catch (CertificateException e) {
      throw new CommandException(ExitCode.NOTHING_TO_RESUME, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNSAVED, "the certificate could not be made: " + e.getMessage());
    }
    return ExitCode.OK.code();
  }

  private void make(StateDirectory directory, Registry registry)
      throws CommandException, IOException {
    if (runs.isEmpty()) {
      registry.settle(Set.of()).forEach(machine.streams().out()::println);
    }
    for (String run : runs) {
      if (giveUp) {
        end(directory, run);
      }
      machine.streams().out().println(registry.make(run));
    }
  }

  private void end(StateDirectory directory, String run) throws CommandException, IOException {
    CheckpointStore store = new CheckpointStore(directory);
    for (SavedRuns.Saved saved : new SavedRuns(store).usable()) {
      if (saved.checkpoint().run().equals(run)) {
        DeviceLock lock = DeviceLock.acquire(directory, saved.key());
        try {
          store.archive(saved.key(), run);
        } finally {
          lock.close();
        }
        return;
      }
    }
    throw new CommandException(
        ExitCode.NOTHING_TO_RESUME, "there is no interrupted run " + run + ": see 'wipeit status'");
  }
}
