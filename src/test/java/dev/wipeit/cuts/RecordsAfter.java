package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.cuts.Event.ContentForced;
import dev.wipeit.cuts.Event.Created;
import dev.wipeit.cuts.Event.Recorded;
import dev.wipeit.cuts.Event.Shortened;
import dev.wipeit.cuts.Event.Written;
import dev.wipeit.cuts.Violation.Promise;
import dev.wipeit.history.History;
import dev.wipeit.history.Row;
import dev.wipeit.journal.JournalFolder;
import dev.wipeit.journal.JournalLine;
import dev.wipeit.journal.JournalReader;
import dev.wipeit.journal.Position;
import dev.wipeit.journal.Reading;
import dev.wipeit.journal.Recovered;
import dev.wipeit.journal.Recovery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cut leaves of the record of a run, and what becomes of it. */
final class RecordsAfter {

  private static final Set<String> ENDS = Set.of("run_finished", "run_interrupted");

  private final StateDirectory directory;
  private final JournalFolder folder;
  private final String run;
  private final List<JournalLine> found;
  private final byte[] whole;

  private RecordsAfter(StateDirectory directory, String run) throws IOException {
    this.directory = directory;
    this.folder = JournalFolder.at(directory);
    this.run = run;
    this.found = lines();
    this.whole = text(found);
  }

  /**
   * Looks at the journal as it is found.
   *
   * @param happened the events before the cut
   * @throws Violation if it is not whole, or something is lost of it
   */
  static RecordsAfter of(
      StateDirectory directory, String run, Recording before, List<Event> happened)
      throws IOException {
    RecordsAfter records = new RecordsAfter(directory, run);
    byte[] recorded = recorded(before, run, happened);
    require(
        Promise.RECORD_KEPT,
        recorded.length <= records.whole.length
            && Arrays.mismatch(recorded, 0, recorded.length, records.whole, 0, recorded.length) < 0,
        recorded.length + " bytes were recorded, found are " + records.whole.length);
    return records;
  }

  /** The journal when the program last took it for recorded. */
  private static byte[] recorded(Recording before, String run, List<Event> happened) {
    String path = "state/journal/" + run + ".jsonl";
    @Nullable Integer file = before.files().names().get(path);
    FileThen then = new FileThen(file == null ? new byte[0] : before.files().contents().get(file));
    byte[] recorded = lines(then.now());
    for (Event event : happened) {
      if (event instanceof Created created && created.path().equals(path)) {
        file = created.file();
        then = new FileThen(new byte[0]);
      } else if (event instanceof Written written && isOf(written.file(), file)) {
        then.write(written);
      } else if (event instanceof Shortened shortened && isOf(shortened.file(), file)) {
        then.shorten(shortened);
      } else if (event instanceof ContentForced forced && isOf(forced.file(), file)) {
        then.force();
      } else if (event instanceof Recorded) {
        recorded = then.now();
      }
    }
    return recorded;
  }

  /** Without what is behind the last whole line. */
  private static byte[] lines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static boolean isOf(int number, @Nullable Integer file) {
    return file != null && file == number;
  }

  private List<JournalLine> lines() throws IOException {
    List<JournalLine> lines = new ArrayList<>();
    Path file = folder.file(run);
    if (Files.exists(file)) {
      Reading reading = JournalReader.read(file, Position.START, lines::add);
      require(Promise.JOURNAL_WHOLE, reading.flaw() == null, "" + reading.flaw());
    }
    return lines;
  }

  private static byte[] text(List<JournalLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What the next process does with the journal of a run that nobody goes on with.
   *
   * @param isOver whether the run has come to its end
   */
  void recover(boolean isOver) throws IOException {
    require(
        Promise.RECORDS_AGREE,
        !isOver || has(found, "run_finished"),
        "the run is over, and the journal ends before that");
    Recovered recovered =
        new Recovery(directory, Recorder.HOST, Clock.systemUTC(), System::nanoTime).run();
    require(
        Promise.JOURNAL_WHOLE,
        recovered.troubles().isEmpty() || found.isEmpty(),
        "" + recovered.troubles());
    checkRecovered(lines(), null);
  }

  private static boolean has(List<JournalLine> lines, String type) {
    return lines.stream().anyMatch(line -> line.type().equals(type));
  }

  /** All lines that were there, and the end that they lacked. */
  private int checkRecovered(List<JournalLine> now, @Nullable Checkpoint state) throws IOException {
    require(
        Promise.RECORD_KEPT,
        now.size() >= found.size() && Arrays.equals(text(now.subList(0, found.size())), whole),
        "lines that were found are not there any more");
    require(Promise.RECORDS_AGREE, folder.openRuns().isEmpty(), "open: " + folder.openRuns());
    if (found.isEmpty() || isEnded(found)) {
      return found.size();
    }
    require(Promise.RECORDS_AGREE, now.size() > found.size(), "nobody has ended the journal");
    JournalLine end = now.get(found.size());
    require(Promise.RECORDS_AGREE, end.type().equals("run_interrupted"), end.text());
    if (state != null) {
      long written = end.object().path("checkpoint").path("written").asLong(-1);
      require(Promise.RECORDS_AGREE, written == state.written(), state + ", but " + end.text());
    }
    return found.size() + 1;
  }

  /** Whether the run came to its end, and nobody has begun to go on with it after that. */
  private static boolean isFinished(List<JournalLine> lines) {
    boolean finished = false;
    for (JournalLine line : lines) {
      finished =
          line.type().equals("run_finished") || (finished && !line.type().equals("process_begun"));
    }
    return finished;
  }

  private static boolean isEnded(List<JournalLine> lines) {
    boolean ended = false;
    for (JournalLine line : lines) {
      ended = ENDS.contains(line.type()) || (ended && !line.type().equals("process_begun"));
    }
    return ended;
  }

  /**
   * The run was gone on with to its end.
   *
   * @param state from which
   */
  void checkGoneOn(Checkpoint state) throws IOException {
    List<JournalLine> now = lines();
    int recovered = checkRecovered(now, state);
    List<String> types =
        now.subList(recovered, now.size()).stream().map(JournalLine::type).toList();
    int first = recovered == 0 ? 1 : 0;
    require(
        Promise.RECORDS_AGREE,
        types.size() > first
            && types.get(first).equals("process_begun")
            && types.contains("run_resumed")
            && types.indexOf("run_finished") == types.lastIndexOf("run_finished")
            && types.contains("run_finished"),
        "" + types);
    require(
        Promise.JOURNAL_WHOLE,
        Files.size(folder.file(run)) == text(now).length,
        "bytes behind the last line");
  }

  /** The history tells what the journal does: each line once, in order. */
  void checkHistory() throws IOException {
    List<JournalLine> now = lines();
    List<String> told = new ArrayList<>();
    try (History history =
        History.open(directory, Path.of("/proc"), Clock.systemUTC(), told::add)) {
      require(Promise.RECORDS_AGREE, told.isEmpty(), "" + told);
      List<String> flaws = history.inspect().flaws();
      require(Promise.RECORDS_AGREE, flaws.isEmpty(), "" + flaws);
      if (!now.isEmpty()) {
        Row row = history.run(run);
        require(Promise.RECORDS_AGREE, row.count("events") == now.size(), "" + row);
        require(Promise.RECORDS_AGREE, (row.count("finished") == 1) == isFinished(now), "" + row);
      }
    }
  }

  private static void require(Promise promise, boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(promise, otherwise);
    }
  }
}
