package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Dossier;
import dev.wipeit.certificate.Ending;
import dev.wipeit.certificate.Facts;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.journal.Position;
import dev.wipeit.wipe.WipeEvent;
import dev.wipeit.wipe.WipeEvent.CheckpointSaved;
import dev.wipeit.wipe.WipeEvent.PhaseStarted;
import dev.wipeit.wipe.WipeEvent.Progress;
import dev.wipeit.wipe.WipeEvent.Started;
import dev.wipeit.wipe.WipeOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of this process, as far as its certificate is concerned. Told the events of the run, it
 * notes what no checkpoint keeps; writing that down is left to the {@link Clerk}'s thread.
 */
final class RunFile implements Consumer<WipeEvent> {

  private final Clerk clerk;
  private final String run;
  private final Dossier dossier;
  private final boolean disclose;
  private final @Nullable JsonObject proof;
  private Duration active = Duration.ZERO;
  private long disclosedPass;
  private long speedPass;
  private long speedWritten;
  private Duration speedActive = Duration.ZERO;
  private boolean isOver;

  /**
   * @param proof how the drive was proven, or null for a fresh run
   */
  RunFile(Clerk clerk, String run, Dossier dossier, boolean disclose, @Nullable JsonObject proof) {
    this.clerk = clerk;
    this.run = run;
    this.dossier = dossier;
    this.disclose = disclose;
    this.proof = proof;
  }

  @Override
  public void accept(WipeEvent event) {
    try {
      note(event);
    } catch (CertificateException e) {
      clerk.warn("the certificate of run " + run + " will lack something: " + e.getMessage());
    }
  }

  private synchronized void note(WipeEvent event) throws CertificateException {
    if (event instanceof Started started) {
      look(started.state());
      dossier.begun(clerk.now(), started.state(), started.from(), proof);
      clerk.begun(this);
    } else if (event instanceof PhaseStarted phase) {
      dossier.phase(phase.number(), phase.phase(), clerk.now(), active);
      clerk.later(this);
    } else if (event instanceof Progress progress) {
      speed(progress.state());
      look(progress.state());
    } else if (event instanceof CheckpointSaved saved) {
      look(saved.state());
    }
  }

  /** Once a second is enough for a chart, and costs nothing. */
  private void speed(Checkpoint state) throws CertificateException {
    boolean goesOn = state.pass() == speedPass && state.phase() == Phase.WRITE;
    Duration spent = state.active().minus(speedActive);
    if (goesOn && spent.compareTo(Duration.ofSeconds(1)) < 0) {
      return;
    }
    if (goesOn && state.written() > speedWritten) {
      dossier.wrote(state.pass(), speedWritten, state.written(), spent, state.totalSize());
    }
    speedPass = state.phase() == Phase.WRITE ? state.pass() : 0;
    speedWritten = state.written();
    speedActive = state.active();
  }

  private void look(Checkpoint state) {
    active = state.active();
    @Nullable String key = state.passKey();
    if (disclose && key != null && disclosedPass != state.pass()) {
      disclosedPass = state.pass();
      dossier.disclose(state.pass(), key);
    }
  }

  Dossier dossier() {
    return dossier;
  }

  /** Writes down what is noted, unless the run is over: then it is all written already. */
  synchronized void save() throws IOException {
    if (!isOver) {
      clerk.dossiers().save(run, dossier);
    }
  }

  /**
   * What the journal of the run holds: the certificate names its last line.
   *
   * @param written behind that, or null where there is no journal
   */
  void recorded(@Nullable Position written) {
    if (written != null && written.hash() != null) {
      dossier.add(
          JsonObject.of(
              "journal", JsonObject.of("lines", written.seq(), "sha256", written.hash())));
    }
  }

  /** The process stops, and the run is not over. */
  synchronized void leave(WipeOutcome outcome) throws IOException {
    look(outcome.state());
    dossier.left(clerk.now(), outcome.result().name().toLowerCase(Locale.ROOT));
    save();
  }

  /**
   * The run is over. On return all that its certificate will say is on stable storage, whatever
   * happens to this process.
   */
  synchronized void close(WipeOutcome outcome, @Nullable JsonObject healthAfter)
      throws IOException {
    clerk.finishOpening(this);
    look(outcome.state());
    Instant now = clerk.now();
    dossier.worked(now, active);
    dossier.left(now, outcome.result().name().toLowerCase(Locale.ROOT));
    dossier.close(Facts.of(dossier, outcome.state(), Ending.of(outcome, healthAfter, now)));
    save();
    isOver = true;
  }

  /** Makes the certificate of a run that is over. */
  Path certify() throws IOException {
    return clerk.registry().certify(run);
  }
}
