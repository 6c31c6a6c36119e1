package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes on with saved runs, each on a device that is proven to be the one it was begun on. */
final class Resumption {

  private final Machine machine;
  private final Session session;
  private final RunOptions run;

  Resumption(Machine machine, Session session, RunOptions run) {
    this.machine = machine;
    this.session = session;
    this.run = run;
  }

  /**
   * Goes on with the runs of devices, or with all that are attached if none is named.
   *
   * @return the worst of their codes
   */
  ExitCode of(List<Path> paths) throws CommandException, IOException {
    ResumeSearch search = new ResumeSearch(machine, session);
    return paths.isEmpty()
        ? eachForItself(search.attached())
        : session.finish(all(search.named(paths)));
  }

  /** Nobody has named them, so that one that cannot be gone on with keeps no other from it. */
  private ExitCode eachForItself(List<ResumeSearch.Found> found) {
    List<ExitCode> others = new ArrayList<>();
    List<DeviceResult> results = new ArrayList<>();
    for (ResumeSearch.Found one : found) {
      try {
        results.addAll(all(List.of(one)));
      } catch (CommandException | IOException e) {
        others.add(session.notResumed(e));
      }
    }
    return session.finish(results, others);
  }

  private List<DeviceResult> all(List<ResumeSearch.Found> found)
      throws CommandException, IOException {
    List<Path> devices = found.stream().map(ResumeSearch.Found::path).toList();
    List<Session.Opened> opened = new ArrayList<>();
    try (Targets targets = Targets.prepare(machine, session.state(), devices, true, true)) {
      for (int i = 0; i < found.size(); i++) {
        opened.add(session.open(targets, targets.all().get(i)));
        prove(opened.get(i), found.get(i));
      }
      List<DeviceResult> results = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        results.add(goOn(opened.get(i), found.get(i)));
      }
      return results;
    } finally {
      for (Session.Opened device : opened) {
        device.media().close();
      }
    }
  }

  private void prove(Session.Opened opened, ResumeSearch.Found found)
      throws CommandException, IOException {
    Checkpoint state = found.saved().checkpoint();
    if (found.saved().loaded() instanceof Loaded.Previous previous) {
      session.report().warning("the checkpoint before the last one is used: " + previous.reason());
    }
    Optional<WipeMethod> method = WipeMethod.find(state.method());
    long usable = opened.target().device().usableBytes();
    if (method.isEmpty() || state.passes() != state.rounds() * method.get().passes().size()) {
      throw new CommandException(
          ExitCode.UNSUPPORTED,
          "run " + state.run() + " uses the method '" + state.method() + "' in another form",
          "  go on with the version of wipeit that began it. Nothing was written.");
    }
    @Nullable String disproof =
        state.totalSize() != usable
            ? "a pass of the run has " + state.totalSize() + " bytes, the device " + usable
            : disproof(opened, new Proof(state, method.get(), found.basis()), found);
    if (disproof != null) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          found.path() + " is not provably the device of run " + state.run() + ": " + disproof,
          "  if it was restored or used since, wipe it from its beginning: wipeit wipe "
              + found.path(),
          "Nothing was written.");
    }
  }

  private static @Nullable String disproof(
      Session.Opened opened, Proof proof, ResumeSearch.Found found) throws CommandException {
    if (found.basis() == Proof.Basis.FILE && !found.named() && !proof.hasSomethingToCompare()) {
      return "nothing of the run is on it yet that could prove it; if it is, name it: wipeit resume "
          + found.path();
    }
    try {
      return proof.disproof(opened.media(), new SecureRandom());
    } catch (IOException e) {
      Path path = opened.target().device().path();
      boolean gone = !opened.media().answers();
      throw new CommandException(
          gone ? ExitCode.GONE : ExitCode.ERROR,
          path + (gone ? " went away" : " could not be read") + " before its run could go on",
          "  " + e.getMessage(),
          "  check the drive and its cable, then: wipeit resume " + path,
          "Nothing was written.");
    }
  }

  private DeviceResult goOn(Session.Opened opened, ResumeSearch.Found found) {
    var device = opened.target().device();
    if (machine.signals().code() != null) {
      return session.notBegun(opened.target(), machine.signals().code());
    }
    Draft draft =
        Draft.of(found.saved().checkpoint())
            .device(device.path().toAbsolutePath().normalize().toString(), device.identity());
    if (run.buffer != null) {
      draft.chunks(ChunkStrategy.BUFFER_OVERRIDE, run.buffer);
    }
    if (run.verify != null) {
      draft.verify(run.verify);
    }
    if (run.samplePermille != null) {
      draft.samples(run.samplePermille);
    }
    return session.resume(opened, found.saved().key(), draft.checkpoint());
  }
}
