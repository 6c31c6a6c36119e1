package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate will need and no checkpoint keeps, gathered while the run is not over: who
 * asked for it, what the drive was at the beginning, which processes worked on it and when each
 * pass began. It is closed with the facts of the certificate before the run counts as over. Safe
 * for use by several threads.
 */
public final class Dossier {

  static final String FORMAT = "wipeit-dossier";
  private static final long VERSION = 1;

  private JsonObject opening;
  private final List<JsonObject> processes;
  private final PassLog passes;
  private @Nullable JsonObject facts;

  private Dossier(
      JsonObject opening, List<JsonObject> processes, PassLog passes, @Nullable JsonObject facts) {
    this.opening = opening;
    this.processes = new ArrayList<>(processes);
    this.passes = passes;
    this.facts = facts;
  }

  /**
   * Of a run that begins.
   *
   * @param opening with {@code run}, {@code id}, {@code batch}, {@code person}, {@code disclose},
   *     and, as soon as they are known, {@code drive}, {@code health}, {@code hidden_areas}, {@code
   *     host}, {@code tool}
   */
  public static Dossier open(JsonObject opening) {
    return new Dossier(opening, List.of(), new PassLog(), null);
  }

  static Dossier of(JsonObject kept) throws CertificateException {
    if (!FORMAT.equals(kept.text("format")) || kept.integer("version") != VERSION) {
      throw new CertificateException("is not what this wipeit keeps of an unfinished run");
    }
    return new Dossier(
        kept.object("opening"),
        kept.objects("processes"),
        PassLog.of(kept.objects("passes")),
        kept.has("facts") ? kept.object("facts") : null);
  }

  synchronized JsonObject kept() {
    return JsonObject.of(
        "format", FORMAT,
        "version", VERSION,
        "opening", opening,
        "processes", processes,
        "passes", passes.entries(),
        "facts", facts);
  }

  public synchronized JsonObject opening() {
    return opening;
  }

  /** More of what is known from the beginning; what is known already is replaced. */
  public synchronized void add(JsonObject more) {
    opening = opening.with(more);
  }

  synchronized List<JsonObject> processes() {
    return List.copyOf(processes);
  }

  synchronized List<JsonObject> passes(Checkpoint state) throws CertificateException {
    return passes.section(state);
  }

  /**
   * A process works on the run from now on. One before it of which no end is known was killed.
   *
   * @param from where it goes on
   * @param proof how the drive was proven, or null for a fresh run
   */
  public synchronized void begun(
      Instant now, Checkpoint state, long from, @Nullable JsonObject proof)
      throws CertificateException {
    int last = processes.size() - 1;
    if (last >= 0 && !processes.get(last).has("end")) {
      processes.set(last, processes.get(last).with("end", "killed"));
    }
    processes.add(
        JsonObject.of(
            "begun",
            Times.text(now),
            "pass",
            state.pass(),
            "written",
            state.written(),
            "from",
            from,
            "proof",
            proof,
            "ended",
            null,
            "end",
            null));
  }

  /** A phase of a pass begins or goes on. */
  public synchronized void phase(long number, Phase phase, Instant now, Duration active)
      throws CertificateException {
    passes.begun(number, phase, now, active);
  }

  /** So much of a pass was written from there, in that time of work. */
  public synchronized void wrote(long number, long from, long to, Duration spent, long total)
      throws CertificateException {
    passes.wrote(number, from, to, spent.toMillis(), total);
  }

  /** The key of a pass, which its certificate shall show. */
  public synchronized void disclose(long number, String key) {
    passes.key(number, key);
  }

  /** The process stops, and the run is not over. */
  public synchronized void left(Instant now, String end) {
    int last = processes.size() - 1;
    if (last >= 0) {
      processes.set(last, processes.get(last).with("ended", Times.text(now)).with("end", end));
    }
  }

  /** The last phase is over. */
  public synchronized void worked(Instant now, Duration active) throws CertificateException {
    passes.ended(now, active);
  }

  /** The run is over, with these facts. */
  public synchronized void close(JsonObject certified) {
    facts = certified;
  }

  synchronized @Nullable JsonObject facts() {
    return facts;
  }

  public synchronized boolean isClosed() {
    return facts != null;
  }
}
