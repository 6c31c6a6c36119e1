package dev.wipeit.certificate;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.LockedException;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateFolder;
import dev.wipeit.checkpoint.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a state directory, each of which names the hash of the one before it. One
 * process at a time makes one.
 *
 * <p>The order is: the certificate, then the head of the chain, then the dossier is deleted. Broken
 * off anywhere, the dossier is still there, and whoever comes next goes on behind what was done.
 */
public final class Registry {

  private static final String LOCK = "certificates";
  private static final String ENDING = ".json";
  private static final String HEAD = "head";
  private static final String NOTE = "program";
  private static final int MOST_HEAD_BYTES = 4096;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_MILLIS = 20;

  /** Threads of this process wait for each other here, processes at the lock. */
  private static final Object TURN = new Object();

  private final StateDirectory state;
  private final StateFolder files;
  private final Dossiers dossiers;
  private final CheckpointStore store;
  private final Clock clock;
  private final @Nullable SigningKey given;

  /**
   * @param given the key that signs, or null for the host's own
   */
  public Registry(StateDirectory state, Clock clock, @Nullable SigningKey given)
      throws IOException {
    this.state = state;
    this.files = StateFolder.trusted(state, "certificates");
    this.dossiers = new Dossiers(state);
    this.store = new CheckpointStore(state);
    this.clock = clock;
    this.given = given;
  }

  /** What is kept of the runs that have no certificate yet. */
  public Dossiers dossiers() {
    return dossiers;
  }

  /** What is done while no other does it. */
  @FunctionalInterface
  private interface Turn<T> {
    T take() throws IOException;
  }

  private <T> T alone(Turn<T> turn) throws IOException {
    synchronized (TURN) {
      DeviceLock lock = lock();
      try {
        return turn.take();
      } finally {
        lock.close();
      }
    }
  }

  private DeviceLock lock() throws IOException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return DeviceLock.acquire(state, LOCK);
      } catch (LockedException busy) {
        if (System.nanoTime() - begin > PATIENCE_NANOS) {
          throw new CertificateException("another wipeit holds the lock of the certificates", busy);
        }
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        // Nothing in this program interrupts a thread; see docs/architecture.md.
        throw new IllegalStateException(e);
      }
    }
  }

  /** The key that signs here, made if there is none yet; its classes are loaded by that too. */
  public SigningKey key() throws IOException {
    if (given != null) {
      return given;
    }
    return alone(() -> new Keys(state).signing());
  }

  /** The runs that have a certificate, in order. */
  public List<String> runs() throws IOException {
    return files.names(ENDING).stream()
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }

  public Path path(String run) {
    return files.file(run + ENDING);
  }

  /** The bytes of a certificate, or null where there is none of that run. */
  public byte @Nullable [] bytes(String run) throws IOException {
    return files.read(run + ENDING, Envelope.MOST_BYTES);
  }

  /** The certificate of a run, or null where there is none. */
  public @Nullable Envelope load(String run) throws IOException {
    byte[] bytes = bytes(run);
    return bytes == null ? null : Envelope.read(bytes, path(run).toString());
  }

  /** The same, or null where it is damaged: that is told when it is asked for itself. */
  private @Nullable Envelope loadSound(String run) throws IOException {
    try {
      @Nullable Envelope envelope = load(run);
      return envelope == null || envelope.number() < 1 ? null : envelope;
    } catch (CertificateException damaged) {
      return null;
    }
  }

  /** The end of the chain, or null where there is no certificate yet. */
  public @Nullable JsonObject head() throws IOException {
    byte[] bytes = files.read(HEAD, MOST_HEAD_BYTES);
    try {
      return bytes == null ? null : JsonReader.read(bytes, files.file(HEAD).toString());
    } catch (CertificateException e) {
      throw new CertificateException(
          e.getMessage() + ": move it away, and the chain goes on behind the last certificate", e);
    }
  }

  /**
   * Makes the certificate of a run whose dossier is closed. On return it is on stable storage.
   *
   * @return where it is
   * @throws IOException if it could not be made; it can be made later
   */
  public Path certify(String run) throws IOException {
    return alone(
        () -> {
          @Nullable Dossier dossier = dossiers.load(run);
          if (dossier != null) {
            certify(run, dossier);
          } else if (bytes(run) == null) {
            throw new CertificateException("nothing is known of the end of run " + run);
          }
          return path(run);
        });
  }

  private void certify(String run, Dossier dossier) throws IOException {
    @Nullable Envelope made = load(run);
    if (made == null) {
      JsonObject facts = dossier.facts();
      if (facts == null) {
        throw new CertificateException("run " + run + " is not over");
      }
      adopt();
      made = sign(facts, dossier.opening());
      files.replace(run + ENDING, made.bytes());
    }
    advance(made);
    dossiers.delete(run);
  }

  /** What was broken off between a certificate and the head of the chain is done first. */
  private void adopt() throws IOException {
    for (String run : dossiers.runs()) {
      @Nullable Envelope made = loadSound(run);
      if (made != null) {
        advance(made);
        dossiers.delete(run);
      }
    }
  }

  private Envelope sign(JsonObject facts, JsonObject opening) throws IOException {
    JsonObject head = headOrFound();
    SigningKey key = given == null ? new Keys(state).signing() : given;
    JsonObject certificate =
        JsonObject.of(
            "id",
            opening.has("id") ? opening.text("id") : UUID.randomUUID().toString(),
            "issued",
            Times.text(clock.instant()));
    JsonObject chain =
        JsonObject.of("number", head.integer("number") + 1, "previous", head.text("sha256"));
    return Envelope.of(facts.with("certificate", certificate).with("chain", chain), key);
  }

  private void advance(Envelope made) throws IOException {
    if (made.number() > headOrFound().integer("number")) {
      files.replace(HEAD, headOf(made).bytes());
    }
  }

  /** What {@link ProgramHash} remembers; empty where that is nothing. */
  JsonObject note() throws IOException {
    byte[] bytes = files.read(NOTE, MOST_HEAD_BYTES);
    return bytes == null ? JsonObject.empty() : JsonReader.read(bytes, NOTE);
  }

  void note(JsonObject remembered) throws IOException {
    files.replace(NOTE, remembered.bytes());
  }

  private static JsonObject headOf(Envelope last) throws CertificateException {
    return JsonObject.of("number", last.number(), "sha256", last.hash(), "run", last.run());
  }

  /** The head; where it was lost, the last of all certificates takes its place. */
  private JsonObject headOrFound() throws IOException {
    @Nullable JsonObject head = head();
    if (head != null) {
      return head;
    }
    JsonObject last = JsonObject.of("number", 0, "sha256", Sha256.NONE);
    for (String run : runs()) {
      @Nullable Envelope one = loadSound(run);
      if (one != null && one.number() > last.integer("number") && isIssuedBefore(one)) {
        last = headOf(one);
      }
    }
    return last;
  }

  /** One whose dossier is still there is not in the chain until that is deleted. */
  private boolean isIssuedBefore(Envelope one) throws IOException {
    return dossiers.load(one.run()) == null;
  }

  /**
   * Makes the certificates that are missing: of runs that are over, and of those that were given up
   * since. Costs as much as there are runs without a certificate, however many there are with one.
   *
   * @param own runs that are left out: who works on them makes theirs
   * @return those that were made
   */
  public List<Path> settle(Set<String> own) throws IOException {
    if (dossiers.runs().isEmpty()) {
      return List.of();
    }
    return alone(
        () -> {
          List<Path> made = new ArrayList<>();
          Set<String> unfinished = unfinished();
          @Nullable IOException first = null;
          for (String run : dossiers.runs()) {
            try {
              if (!own.contains(run) && !unfinished.contains(run) && settle(run)) {
                made.add(path(run));
              }
            } catch (IOException e) {
              // One that is damaged keeps no other from its certificate.
              first = first == null ? e : first;
            }
          }
          if (first != null) {
            throw first;
          }
          return made;
        });
  }

  private Set<String> unfinished() throws IOException {
    Set<String> runs = new HashSet<>();
    for (Stored stored : store.all()) {
      if (stored instanceof Stored.Usable usable && usable.loaded().checkpoint() != null) {
        runs.add(usable.loaded().checkpoint().run());
      }
    }
    return runs;
  }

  /** Whether it is over: its checkpoint is in the archive. The dossier is read after that. */
  private boolean settle(String run) throws IOException {
    @Nullable Checkpoint last = store.lastArchived(run);
    @Nullable Dossier dossier = dossiers.load(run);
    if (last == null || dossier == null) {
      return false;
    }
    if (!dossier.isClosed()) {
      close(run, dossier, last);
    }
    certify(run, dossier);
    return true;
  }

  private void close(String run, Dossier dossier, Checkpoint last) throws IOException {
    List<JsonObject> processes = dossier.processes();
    if (!processes.isEmpty() && !processes.get(processes.size() - 1).has("end")) {
      dossier.left(last.saved(), "killed");
    }
    Ending ending = Ending.givenUp(lastEnd(dossier), last.saved());
    dossier.close(Facts.of(dossier, last, ending));
    dossiers.save(run, dossier);
  }

  private static @Nullable String lastEnd(Dossier dossier) throws CertificateException {
    List<JsonObject> processes = dossier.processes();
    return processes.isEmpty() ? null : processes.get(processes.size() - 1).textOrNull("end");
  }

  /**
   * Makes the certificate of a run that is over and has none.
   *
   * @throws CertificateException if the run is not over, or nothing is known of it
   */
  public Path make(String run) throws IOException {
    if (bytes(run) != null && dossiers.load(run) == null) {
      return path(run);
    }
    return alone(
        () -> {
          if (unfinished().contains(run)) {
            throw new CertificateException(
                "run "
                    + run
                    + " is not over: go on with it (wipeit resume), or give it up"
                    + " (certificate make --give-up)");
          }
          @Nullable Checkpoint last = store.lastArchived(run);
          if (dossiers.load(run) == null && last != null) {
            requireUnfinished(last);
            dossiers.save(run, Dossier.open(JsonObject.of("run", run)));
          }
          if (!settle(run)) {
            throw new CertificateException("there is no run " + run + " in the state directory");
          }
          return path(run);
        });
  }

  /** Of one that may have come to its end, nothing must be claimed. */
  private static void requireUnfinished(Checkpoint last) throws CertificateException {
    boolean written = last.pass() == last.passes() && last.written() == last.totalSize();
    if (written) {
      throw new CertificateException(
          "nothing is known of the end of run "
              + last.run()
              + ": it was over before certificates"
              + " were made (the drive can still be read back: wipeit verify --run "
              + last.run()
              + ")");
    }
  }
}
