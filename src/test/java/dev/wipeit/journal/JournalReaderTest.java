package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.wipeit.journal.Journals.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class JournalReaderTest {

  private final Path file =
      Jimfs.newFileSystem(Configuration.unix()).getPath(Journals.RUN + ".jsonl");
  private final List<String> lines = Journals.lines(4);

  private Read read(byte[] bytes) throws IOException {
    Journals.write(file, bytes);
    return Read.of(file, Position.START);
  }

  private Flaw flaw(List<String> altered) throws IOException {
    Flaw flaw = read(Journals.bytes(altered)).reading().flaw();
    assertNotNull(flaw, "a flaw");
    return flaw;
  }

  @Test
  void givesEveryLineAsItWasWritten() throws IOException {
    Read read = read(Journals.bytes(lines));
    assertEquals(lines, read.texts());
    assertNull(read.reading().flaw());
    assertEquals(0, read.reading().tornBytes());
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), read.lines().stream().map(JournalLine::seq).toList());
  }

  @Test
  void givesTheFieldsOfALine() throws IOException {
    JournalLine line = read(Journals.bytes(lines)).lines().get(2);
    assertEquals("checkpoint_saved", line.type());
    assertEquals(1024, line.number("written"));
    assertNull(line.number("missing"));
    assertEquals("2026-11-21T01:13:00.002Z", line.time().toString());
    assertEquals(1002, line.monotonicMillis());
  }

  @Test
  void givesTheHeaderOfARun() throws IOException {
    JournalHeader header = JournalHeader.of(read(Journals.bytes(lines)).lines().get(0));
    assertNotNull(header);
    assertEquals(Journals.RUN, header.run());
    assertEquals(Journals.KEY, header.key());
    assertEquals("b\u00e4nch\u007f", header.host());
    assertEquals("drive-x", header.device().path("path").asText());
  }

  /** By {@code printf %s%s 000... '{"format":...' | sha256sum}, as a stranger's checker would. */
  @Test
  void theHashIsWhatTheDocumentSays() {
    String hash = "ef7110849d424ffa034aad5382f367e5658146c89a62fb3555b669d2298425c9";
    assertEquals(hash, hashOf(lines.get(0)));
  }

  @Test
  void readsOnWhereItEnded() throws IOException {
    Read first = read(Journals.bytes(lines.subList(0, 2)));
    Files.write(file, Journals.bytes(lines.subList(2, 5)), StandardOpenOption.APPEND);
    Read rest = Read.of(file, first.reading().next());
    assertEquals(lines.subList(2, 5), rest.texts());
    assertTrue(rest.reading().isWhole());
    assertEquals(List.of(), Read.of(file, rest.reading().next()).texts());
  }

  @Test
  void aLineThatIsBeingWrittenIsReadWhenItIsWhole() throws IOException {
    byte[] all = Journals.bytes(lines);
    Read torn = read(Arrays.copyOf(all, all.length - 1));
    assertEquals(lines.subList(0, 4), torn.texts());
    assertEquals(lines.get(4).length() - 1, torn.reading().tornBytes());
    Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
    assertEquals(lines.subList(4, 5), Read.of(file, torn.reading().next()).texts());
  }

  @Test
  void aJournalCutOffAnywhereGivesTheLinesBeforeThat() throws IOException {
    byte[] all = Journals.bytes(lines);
    for (int length = 0; length <= all.length; length++) {
      Read read = read(Arrays.copyOf(all, length));
      String left = new String(all, 0, length, StandardCharsets.US_ASCII);
      int whole = (int) left.chars().filter(character -> character == '\n').count();
      assertEquals(lines.subList(0, whole), read.texts(), "cut at " + length);
      assertNull(read.reading().flaw(), "cut at " + length);
      assertEquals(length, read.reading().next().offset() + read.reading().tornBytes());
    }
  }

  @Test
  void everyFlippedBitIsFoundInItsLine() throws IOException {
    byte[] all = Journals.bytes(lines);
    for (int at = 0; at < all.length; at++) {
      int number = (int) new String(all, 0, at, StandardCharsets.US_ASCII).lines().count();
      number = at == 0 || all[at - 1] == '\n' ? number : number - 1;
      for (int bit = 0; bit < 8; bit++) {
        byte[] altered = all.clone();
        altered[at] ^= (byte) (1 << bit);
        Read read = read(altered);
        String where = "byte " + at + " bit " + bit;
        assertEquals(lines.subList(0, number), read.texts(), where);
        Flaw flaw = read.reading().flaw();
        if (at == all.length - 1) {
          assertNull(flaw, "the last line lost its end: " + where);
          assertTrue(read.reading().tornBytes() > 0, where);
        } else {
          assertNotNull(flaw, where);
          assertEquals(number + 1, flaw.line(), where);
          assertTrue(flaw.reason().startsWith("line " + (number + 1) + " "), flaw.reason());
        }
      }
    }
  }

  @Test
  void aMissingLineIsNamed() throws IOException {
    List<String> altered = new ArrayList<>(lines);
    altered.remove(2);
    assertEquals(new Flaw(3, Flaw.Kind.NUMBER, "line 3 has number 3, expected 2"), flaw(altered));
  }

  @Test
  void aLineThatIsThereTwiceIsNamed() throws IOException {
    List<String> altered = new ArrayList<>(lines);
    altered.add(2, lines.get(1));
    assertEquals(new Flaw(3, Flaw.Kind.NUMBER, "line 3 has number 1, expected 2"), flaw(altered));
  }

  @Test
  void aMissingFirstLineIsNamed() throws IOException {
    assertEquals(1, flaw(lines.subList(1, 5)).line());
  }

  @Test
  void aLineThatWasReplacedWithItsOwnHashBreaksTheChainBehindIt() throws IOException {
    List<String> altered = new ArrayList<>(lines);
    LineText forged = new LineText(new Position(0, 2, hashOf(lines.get(1))));
    altered.set(2, forged.next(Journals.moment(2), "progress", JsonLine.object("written", 7)));
    assertEquals(4, flaw(altered).line());
    assertEquals(Flaw.Kind.CHAIN, flaw(altered).kind());
  }

  private static String hashOf(String line) {
    return line.substring(line.length() - 67, line.length() - 3);
  }

  @Test
  void aLaterVersionIsForeignAndNotDamaged() throws IOException {
    List<String> altered = new ArrayList<>(lines);
    altered.set(0, lines.get(0).replace("\"version\":1", "\"version\":2"));
    assertEquals(Flaw.Kind.FOREIGN, flaw(altered).kind());
  }

  @Test
  void whatIsNoJournalIsSaid() throws IOException {
    assertEquals(Flaw.Kind.NOT_A_LINE, flaw(List.of("hello\n")).kind());
    assertEquals(Flaw.Kind.NOT_A_LINE, flaw(List.of("\n")).kind());
    assertEquals(Flaw.Kind.NOT_A_LINE, flaw(List.of("[]\n")).kind());
    assertEquals(Flaw.Kind.NOT_A_LINE, flaw(List.of("[".repeat(100_000) + "\n")).kind());
  }

  @Test
  void aLineWithoutEndIsReadOnlySoFar() throws IOException {
    byte[] endless = new byte[JournalReader.LONGEST_LINE + (1 << 20)];
    Arrays.fill(endless, (byte) ' ');
    assertEquals(Flaw.Kind.NOT_A_LINE, read(endless).reading().flaw().kind());
  }

  @Test
  void theLatestLinesAreReadWithoutTheOthers() throws IOException {
    byte[] all = Journals.bytes(lines);
    read(all);
    int last = lines.get(4).length();
    for (int bytes = last; bytes < last + lines.get(3).length(); bytes++) {
      Position near = JournalReader.nearEnd(file, bytes);
      assertEquals(lines.subList(4, 5), Read.of(file, near).texts(), "near " + bytes);
    }
    Position two = JournalReader.nearEnd(file, last + lines.get(3).length());
    assertEquals(lines.subList(3, 5), Read.of(file, two).texts());
    assertEquals(Position.START, JournalReader.nearEnd(file, all.length));
  }

  @Test
  void theLatestLinesAreChainedAmongThemselves() throws IOException {
    List<String> altered = new ArrayList<>(lines);
    altered.set(4, lines.get(4).replace("2048", "2049"));
    byte[] all = Journals.bytes(altered);
    read(all);
    Position near = JournalReader.nearEnd(file, lines.get(3).length() + lines.get(4).length());
    Read read = Read.of(file, near);
    assertEquals(lines.subList(3, 4), read.texts());
    assertEquals(Flaw.Kind.CHAIN, read.reading().flaw().kind());
  }

  @Test
  void aMissingFileIsMissing() {
    Assertions.assertThrows(NoSuchFileException.class, () -> Read.of(file, Position.START));
  }
}
