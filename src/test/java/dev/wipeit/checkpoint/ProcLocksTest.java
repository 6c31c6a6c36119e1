package dev.wipeit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcLocksTest {

  /** 0xfd and 0x00 as makedev(3) packs them. */
  private static final long DEVICE = 0xfd00L;

  @ParameterizedTest
  @CsvSource({
    "'1: POSIX  ADVISORY  WRITE 1234 fd:00:2531452 0 EOF', 1234",
    "'12: POSIX  ADVISORY  WRITE 7 fd:00:2531452 0 9223372036854775806', 7",
    "'1: -> POSIX  ADVISORY  WRITE 1234 fd:00:2531452 0 EOF', -1",
    "'1: POSIX  ADVISORY  READ 1234 fd:00:2531452 0 EOF', -1",
    "'1: FLOCK  ADVISORY  WRITE 1234 fd:00:2531452 0 EOF', -1",
    "'1: POSIX  ADVISORY  WRITE 1234 fd:01:2531452 0 EOF', -1",
    "'1: POSIX  ADVISORY  WRITE 1234 fe:00:2531452 0 EOF', -1",
    "'1: POSIX  ADVISORY  WRITE 1234 fd:00:25314520 0 EOF', -1",
    "'1: POSIX  ADVISORY  WRITE 0 fd:00:2531452 0 EOF', -1",
    "'1: POSIX  ADVISORY  WRITE -1 fd:00:2531452 0 EOF', -1",
    "'1: OFDLCK ADVISORY  WRITE -1 fd:00:2531452 0 EOF', -1",
    "'', -1",
    "'garbage', -1",
  })
  void readsALine(String line, long pid) {
    OptionalLong expected = pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    List<String> lines = List.of("1: POSIX  ADVISORY  WRITE 99 fd:00:1 0 EOF", line);
    assertEquals(expected, ProcLocks.holder(lines, DEVICE, 2531452, OptionalLong.empty()));
  }

  @Test
  void unpacksLargeDeviceNumbers() {
    // makedev(0x12345, 0x6789ab): minor low byte, major low 12 bits, then the rest of both.
    long device = 0xabL | (0x345L << 8) | (0x6789L << 20) | (0x12000L << 32);
    String line = "1: POSIX  ADVISORY  WRITE 5 12345:6789ab:42 0 EOF";
    assertEquals(
        OptionalLong.of(5), ProcLocks.holder(List.of(line), device, 42, OptionalLong.empty()));
  }

  @Test
  void believesTheRecordedProcessWhereTheDeviceNumbersDiffer() {
    List<String> lines = List.of("1: POSIX  ADVISORY  WRITE 5 00:2a:42 0 EOF");
    assertEquals(OptionalLong.of(5), ProcLocks.holder(lines, DEVICE, 42, OptionalLong.of(5)));
    assertEquals(OptionalLong.empty(), ProcLocks.holder(lines, DEVICE, 42, OptionalLong.of(6)));
    assertEquals(OptionalLong.empty(), ProcLocks.holder(lines, DEVICE, 43, OptionalLong.of(5)));
  }

  @Test
  void hasNoLinesWhereThereIsNoList(@TempDir Path noProc) {
    assertEquals(List.of(), ProcLocks.lines(noProc));
  }
}
