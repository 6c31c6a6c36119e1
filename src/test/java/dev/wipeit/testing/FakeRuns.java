package dev.wipeit.testing;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointStore;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.Phase;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.journal.JsonLine;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A state directory with runs that nobody works on but this JVM, which holds their locks, saves
 * their checkpoints with the program's own code, and writes their journals by the words of
 * docs/state-format.md. Each is of a drive of its own that is not there.
 */
public final class FakeRuns implements AutoCloseable {

  private static final long GIB = 1L << 30;
  private static final String[] MODELS = {
    "ST4000NM0035-1V4107",
    "HGST HUS726T4TALA6L4",
    "WDC WD4003FRYZ-01F0DB0",
    "TOSHIBA MG08ADA400E",
    "INTEL SSDSC2KB960G8",
    "SAMSUNG MZ7LH960HAJR"
  };

  private final Path folder;
  private final StateDirectory state;
  private final CheckpointStore store;
  private final List<Run> runs = new ArrayList<>();

  /** An empty one. */
  public FakeRuns() throws IOException {
    this(Scratch.folder("fake-runs"));
  }

  private FakeRuns(Path folder) throws IOException {
    this.folder = folder;
    this.state = StateDirectory.open(folder.resolve("state"));
    this.store = new CheckpointStore(state);
    Files.createDirectory(
        state.path().resolve("journal"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Where it is. */
  public Path path() {
    return state.path();
  }

  /** Begins so many more. */
  public void begin(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      runs.add(new Run(runs.size()));
    }
  }

  /** One of them, from 0. */
  public Run run(int number) {
    return runs.get(number);
  }

  /** All of them, in the order of their numbers. */
  public List<Run> all() {
    return List.copyOf(runs);
  }

  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.leave();
    }
    Scratch.delete(folder);
  }

  /** A run of one drive. */
  public final class Run {

    private final int number;
    private final String id;
    private final String key;
    private final String name;
    private final Path journal;
    private final DeviceLock lock;
    private long seq;
    private String hash = "0".repeat(64);
    private long done;
    private List<ByteRange> bad = List.of();
    private String model;

    private Run(int number) throws IOException {
      this.number = number;
      this.id = String.format(Locale.ROOT, "20261121-0800-%06x", number);
      this.key = String.format(Locale.ROOT, "serial-%s-%04x", serial(), number);
      this.name = "sd" + letters(number);
      this.model = MODELS[number % MODELS.length];
      this.journal = state.path().resolve("journal").resolve(id + ".jsonl");
      this.lock = DeviceLock.acquire(state, key);
      store.save(key, checkpoint());
      line(
          "journal_begun",
          Map.of(
              "run", id, "key", key, "device", Map.of("path", "/dev/" + name), "plan", Map.of()));
      line("run_started", Map.of("method", "dod-5220.22-m", "passes", 3));
      line("phase_started", Map.of("pass", 2, "passes", 3, "pattern", "random", "phase", "write"));
    }

    /** Such as {@code sdc}. */
    public String name() {
      return name;
    }

    /** The name of its files. */
    public String key() {
      return key;
    }

    /** Its journal. */
    public Path journal() {
      return journal;
    }

    /** Its serial number. */
    public String serial() {
      return String.format(Locale.ROOT, "ZC1%05dQ", 10337 + number * 331);
    }

    /** Tells how far it is, and how fast. */
    public void progress(double percent, double mibPerSecond) throws IOException {
      done = (long) Math.ceil(total() * percent / 100);
      long rate = Math.round(mibPerSecond * (1 << 20));
      Map<String, Object> fields = position();
      fields.put("bytes_per_second", rate);
      fields.put("eta_seconds", rate == 0 ? null : (total() - done) / rate);
      line("progress", fields);
    }

    /** Saves it as it is. */
    public void save() throws IOException {
      store.save(key, checkpoint());
      line("checkpoint_saved", position());
    }

    /** So many bytes will not take a write. */
    public void bad(long bytes) {
      bad = List.of(new ByteRange(4096, bytes));
    }

    /** What its drive calls itself, from the next time it is saved. */
    public void model(String text) {
      model = text;
    }

    /** Writes any event. */
    public void line(String type, Map<String, ?> fields) throws IOException {
      Map<String, Object> all = new LinkedHashMap<>();
      if (seq == 0) {
        all.put("format", "wipeit-journal");
        all.put("version", 1);
      }
      all.put("seq", seq++);
      all.put("type", type);
      all.put("time", Instant.now().toString());
      all.put("monotonic_ms", System.nanoTime() / 1_000_000);
      all.putAll(fields);
      String text = JsonLine.of(all);
      text = text.substring(0, text.length() - 1);
      hash = sha256(hash + text);
      append(text + ",\"hash\":\"" + hash + "\"}\n");
    }

    /** Puts bytes behind what is there. */
    public void append(String text) throws IOException {
      Files.write(
          journal,
          text.getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }

    /** Ends it, wiped, and takes its checkpoint away. */
    public void finish() throws IOException {
      done = total();
      Map<String, Object> fields = position();
      fields.put("result", "wiped");
      fields.put("saved", true);
      line("run_finished", fields);
      store.archive(key, id);
      leave();
    }

    /** Nobody works on it any more. */
    public void leave() throws IOException {
      lock.close();
    }

    private long total() {
      return 3 * size();
    }

    private long size() {
      return (number % 6 < 4 ? 3726 : 894) * GIB;
    }

    private Map<String, Object> position() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("pass", pass());
      fields.put("phase", "write");
      fields.put("written", done - (pass() - 1) * size());
      fields.put("verified", 0L);
      fields.put("bytes_done", done);
      fields.put("bytes_total", total());
      return fields;
    }

    private int pass() {
      return (int) Math.min(3, done / size() + 1);
    }

    private Checkpoint checkpoint() {
      return new Checkpoint(
          id,
          "/dev/" + name,
          new DeviceIdentity(serial(), null, model, size(), null),
          "dod-5220.22-m",
          List.of(Pass.of("00"), Pass.of("ff"), Pass.random()),
          1,
          pass(),
          3,
          Phase.WRITE,
          pass() == 3 ? "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff" : null,
          (done - (pass() - 1) * size()) / 4096 * 4096,
          0,
          size(),
          0,
          VerifyMode.NONE,
          Checkpoint.QUICK_SAMPLING,
          ChunkStrategy.STANDARD,
          100 << 20,
          null,
          bad,
          List.of(),
          List.of(),
          done,
          total(),
          Duration.ofSeconds(1 + done / (180 << 20)),
          number % 3,
          Instant.parse("2026-11-21T08:00:00Z"),
          Instant.now());
    }
  }

  /** As the kernel names disks: sdz is followed by sdaa. */
  private static String letters(int number) {
    String last = String.valueOf((char) ('a' + number % 26));
    return number < 26 ? last : letters(number / 26 - 1) + last;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
