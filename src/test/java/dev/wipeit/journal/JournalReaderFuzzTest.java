package dev.wipeit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.wipeit.journal.Journals.Read;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whatever bytes a journal holds, it is read without harm, and nothing is made up. */
final class JournalReaderFuzzTest {

  private static final List<String> WRITTEN = Journals.lines(3);

  private static Read read(byte[] bytes) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = files.getPath("journal.jsonl");
      return Read.of(Journals.write(file, bytes), Position.START);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void anyBytes(byte[] bytes) throws IOException {
    Read read = read(bytes);
    Reading end = read.reading();
    long given = read.texts().stream().mapToLong(String::length).sum();
    assertEquals(given, end.next().offset());
    assertTrue(end.flaw() != null || given + end.tornBytes() == bytes.length, "all was read");
    read.lines().forEach(line -> assertTrue(line.seq() >= 0, line.text()));
  }

  /** A journal with some of its bytes replaced gives no line but those that were written. */
  @FuzzTest(maxDuration = "60s")
  void damage(byte[] bytes) throws IOException {
    byte[] journal = Journals.bytes(WRITTEN);
    int at = bytes.length < 2 ? 0 : (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % journal.length;
    byte[] put = bytes.length < 2 ? bytes : Arrays.copyOfRange(bytes, 2, bytes.length);
    byte[] damaged = Arrays.copyOf(journal, Math.max(journal.length, at + put.length));
    System.arraycopy(put, 0, damaged, at, put.length);
    List<String> texts = read(damaged).texts();
    int own = Math.min(texts.size(), WRITTEN.size());
    assertEquals(WRITTEN.subList(0, own), texts.subList(0, own));
  }
}
