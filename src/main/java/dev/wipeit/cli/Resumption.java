package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.Loaded;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.MediaException;
import dev.wipeit.wipe.Demand;
import dev.wipeit.wipe.Draft;
import dev.wipeit.wipe.Proof;
import dev.wipeit.wipe.Watched;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
   * Goes on with the runs of devices that are named: all, or none. All are proven before anything
   * is written.
   *
   * @return the worst of their codes
   */
  ExitCode of(List<Path> paths) throws CommandException, IOException {
    return of(List.of(new ResumeSearch(machine, session).named(paths)), true);
  }

  /**
   * Goes on with the runs of all attached devices that the command line is about; one that cannot
   * be gone on with keeps no other from it.
   *
   * @param expect how many there must be, or null
   * @return the worst of their codes
   */
  ExitCode ofAttached(DeviceSearch devices, @Nullable Integer expect)
      throws CommandException, IOException {
    List<ResumeSearch.Found> found = new ResumeSearch(machine, session).attached(devices);
    List<String> paths = found.stream().map(one -> "  " + one.path()).toList();
    DeviceSearch.requireExpected(expect, found.size(), paths);
    return of(found.stream().map(List::of).toList(), false);
  }

  private ExitCode of(List<List<ResumeSearch.Found>> groups, boolean named)
      throws CommandException, IOException {
    List<ClaimedRuns> claimed = new ArrayList<>();
    List<ExitCode> others = new ArrayList<>();
    try {
      for (List<ResumeSearch.Found> group : groups) {
        try {
          claimed.add(ClaimedRuns.claim(machine, session, group));
        } catch (IOException e) {
          others.add(failed(e, named));
        }
      }
      for (Unproven unproven : unproven(claimed)) {
        if (unproven.failure() instanceof NoAnswerException) {
          unproven.runs().giveUp(unproven.one());
          continue;
        }
        others.add(failed(unproven.failure(), named));
        claimed.remove(unproven.runs());
        unproven.runs().close();
      }
      List<DeviceResult> results = new ArrayList<>();
      for (ClaimedRuns runs : claimed) {
        runs.silent().forEach(device -> results.add(session.silent(device)));
      }
      results.addAll(goOn(claimed));
      return session.finish(results, others);
    } finally {
      for (ClaimedRuns runs : claimed) {
        runs.close();
      }
    }
  }

  private ExitCode failed(Exception e, boolean named) throws CommandException, IOException {
    if (named && e instanceof CommandException command) {
      throw command;
    }
    if (named && e instanceof IOException io) {
      throw io;
    }
    return session.notResumed(e);
  }

  /** Runs of which one is not proven, which one, and why. */
  private record Unproven(ClaimedRuns runs, ClaimedRuns.One one, Exception failure) {}

  /** Proves all at the same time; what a stop kept from being proven is not gone on with. */
  private List<Unproven> unproven(List<ClaimedRuns> claimed) {
    List<Supplier<List<Unproven>>> proofs = new ArrayList<>();
    for (ClaimedRuns runs : claimed) {
      runs.all().forEach(one -> proofs.add(() -> unproven(runs, one)));
    }
    Fleet fleet = new Fleet(Integer.MAX_VALUE, machine.signals().stop());
    List<List<Unproven>> found =
        fleet.each(proofs.size(), number -> proofs.get(number).get(), number -> List.of());
    return found.stream().flatMap(List::stream).toList();
  }

  private List<Unproven> unproven(ClaimedRuns runs, ClaimedRuns.One one) {
    try {
      prove(one.opened(), one.found());
      return List.of();
    } catch (CommandException | NoAnswerException e) {
      return List.of(new Unproven(runs, one, e));
    } catch (RuntimeException | OutOfMemoryError e) {
      return List.of(new Unproven(runs, one, new IOException("internal error: " + e, e)));
    }
  }

  private void prove(Claimed opened, ResumeSearch.Found found)
      throws CommandException, NoAnswerException {
    Checkpoint state = found.saved().checkpoint();
    if (found.saved().loaded() instanceof Loaded.Previous previous) {
      session.report().warning("the checkpoint before the last one is used: " + previous.reason());
    }
    long usable = opened.target().device().usableBytes();
    @Nullable String disproof =
        state.totalSize() != usable
            ? "a pass of the run has " + state.totalSize() + " bytes, the device " + usable
            : disproof(opened, new Proof(state, found.basis()), found);
    if (disproof != null) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          found.path() + " is not provably the device of run " + state.run() + ": " + disproof,
          "  if it was restored or used since, wipe it from its beginning: wipeit wipe "
              + found.path(),
          "Nothing was written.");
    }
  }

  private @Nullable String disproof(Claimed opened, Proof proof, ResumeSearch.Found found)
      throws CommandException, NoAnswerException {
    if (found.basis() == Proof.Basis.FILE && !found.named() && !proof.hasSomethingToCompare()) {
      return "nothing of the run is on it yet that could prove it; if it is, name it: wipeit resume "
          + found.path();
    }
    Path path = opened.target().device().path();
    Attendance attendance = session.attendance();
    Watched<Compared> compared =
        Watched.over(
            opened.media(),
            attendance.rules(),
            event -> attendance.tell(path, event),
            System::nanoTime,
            media -> Compared.by(proof, media));
    attendance.add(path, compared.delays());
    if (compared.result() == null) {
      session.hold();
      throw new NoAnswerException(path.toString(), compared.lasting());
    }
    return compared.result().orFail(path);
  }

  /**
   * What comparing a device came to.
   *
   * @param disproof what is wrong, or null
   * @param failure why it could not be read, or null
   * @param gone whether it does not answer any more
   */
  private record Compared(@Nullable String disproof, @Nullable IOException failure, boolean gone) {

    static Compared by(Proof proof, BlockMedia media) {
      try {
        return new Compared(proof.disproof(media, new SecureRandom()), null, false);
      } catch (IOException e) {
        return new Compared(null, e, isGone(e, media));
      }
    }

    private static boolean isGone(IOException failure, BlockMedia media) {
      boolean read = failure instanceof MediaException m && m.kind() == MediaException.Kind.READ;
      return read ? !media.isThere() : !media.answers();
    }

    @Nullable String orFail(Path path) throws CommandException {
      if (failure == null) {
        return disproof;
      }
      throw new CommandException(
          gone ? ExitCode.GONE : ExitCode.ERROR,
          path + (gone ? " went away" : " could not be read") + " before its run could go on",
          "  " + failure.getMessage(),
          "  check the drive and its cable, then: wipeit resume " + path,
          "Nothing was written.");
    }
  }

  private List<DeviceResult> goOn(List<ClaimedRuns> claimed) {
    List<ClaimedRuns.One> all = claimed.stream().flatMap(runs -> runs.all().stream()).toList();
    List<Claimed> opened = all.stream().map(ClaimedRuns.One::opened).toList();
    return session.together(opened, number -> goOn(opened.get(number), all.get(number).found()));
  }

  private DeviceResult goOn(Claimed opened, ResumeSearch.Found found) {
    var device = opened.target().device();
    if (machine.signals().stop().isRequested()) {
      return session.notBegun(opened.target());
    }
    Draft draft =
        Draft.of(found.saved().checkpoint())
            .device(device.path().toAbsolutePath().normalize().toString(), device.identity());
    if (run.buffer != null) {
      draft.chunks(ChunkStrategy.BUFFER_OVERRIDE, run.buffer);
    }
    if (run.verify != null) {
      draft.verify(run.verify.atLeast(Demand.of(found.saved().checkpoint())));
    }
    if (run.samplePermille != null) {
      draft.samples(Demand.sampling(found.saved().checkpoint(), run.samplePermille));
    }
    return session.resume(opened, found.saved().key(), draft.checkpoint(), proofOf(found));
  }

  /** How the device was proven, for the certificate. */
  private static JsonObject proofOf(ResumeSearch.Found found) {
    Checkpoint state = found.saved().checkpoint();
    String identity =
        switch (found.basis()) {
          case IDENTITY -> state.identity().wwn() != null ? "wwn" : "serial";
          case FILE -> "backing-file";
          case NOTHING -> "none";
        };
    boolean compared = new Proof(state, found.basis()).hasSomethingToCompare();
    return JsonObject.of("identity", identity, "size", true, "content_compared", compared);
  }
}
