package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeOutcome;
import dev.wipeit.wipe.WipeOutcome.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SummaryTest {

  private static final BlockDevice ODD =
      Runs.device("/dev/loop7", DeviceKind.LOOP, null, 8192 + 512, 4096);

  private static DeviceResult result(WipeOutcome outcome) {
    return DeviceResult.of(Runs.drive(), outcome, null, ExitCode.STOPPED_BY_INT);
  }

  private static String text(DeviceResult result) {
    return String.join("\n", Summary.lines(result));
  }

  @Test
  void aWipedDriveIsNamedWithAllThatWasDone() {
    Verification read =
        new Verification(VerifyMode.SAMPLE, 100 * Runs.MIB, 512, -1, 0, List.of(), List.of(), 0);
    assertEquals(
        """
        /dev/sdx: wiped
          model     Model
          serial    S4EWNX0R
          size      1000 MiB (1048576000 bytes)
          method    zero, pass 1 of 1, chunks standard 100 MiB
          verified  sample: 100 MiB of the last pass read back, no difference
          time      00:00:10 (10.00 s), in all 00:01:15 over 2 interruptions; average 40.0 MiB/s
          run       20261121-2300-7f3a9c""",
        text(result(Runs.outcome(Result.WIPED, true, null, read))));
  }

  @ParameterizedTest
  @CsvSource({
    "STOPPED, true, stopped at 40.00 %",
    "GONE, true, went away at 40.00 %",
    "FAILED, true, failed at 40.00 %"
  })
  void whatCanBeGoneOnWithSaysHow(Result ended, boolean saved, String headline) {
    String text = text(result(Runs.outcome(ended, saved, "why it ended")));
    assertTrue(text.startsWith("/dev/sdx: " + headline + "\n"), text);
    assertTrue(text.contains("  reason    why it ended"), text);
    assertTrue(text.contains("Progress saved: 400 MiB of 1000 MiB."), text);
    assertTrue(text.endsWith("To go on: wipeit resume /dev/sdx"), text);
  }

  @Test
  void whatIsNotSavedIsNotCalledSaved() {
    DeviceResult unsaved =
        DeviceResult.of(
            Runs.drive(),
            Runs.outcome(Result.STOPPED, false, null),
            "no room",
            ExitCode.STOPPED_BY_INT);
    String text = text(unsaved);
    assertTrue(text.contains("Progress is NOT saved"), text);
    assertTrue(text.contains("reason    no room"), text);
    assertFalse(text.contains("Progress saved"), text);
  }

  @Test
  void aWipeWithoutItsRecordIsNotJustWiped() {
    DeviceResult unsaved =
        DeviceResult.of(Runs.drive(), Runs.outcome(Result.WIPED, true, null), "no room", null);
    assertTrue(
        text(unsaved).startsWith("/dev/sdx: wiped, but the record of it could not be saved"));
  }

  @Test
  void whatDiffersIsListed() {
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ranges.add(new ByteRange(4096 + i * 4096L, 512));
    }
    Verification read =
        new Verification(VerifyMode.LAST, Runs.SIZE, 512, 4100, 12, ranges, List.of(), 0);
    DeviceResult differs = result(Runs.outcome(Result.DIFFERS, true, null, read));
    String text = text(differs);
    assertTrue(text.startsWith("/dev/sdx: NOT wiped"), text);
    assertTrue(text.contains("12 sectors DIFFER, the first at byte 4100"), text);
    assertTrue(text.contains("512 bytes from byte 4096"), text);
    assertEquals(
        10, Summary.lines(differs).stream().filter(l -> l.contains(" from byte ")).count());
    assertEquals(4100L, Summary.json(differs).get("first_difference"));
    assertEquals(12L, Summary.json(differs).get("sectors_differing"));
  }

  @Test
  void theRestThatNoWriteReachesIsNamed() {
    DeviceResult odd = DeviceResult.of(ODD, Runs.outcome(Result.WIPED, true, null), null, null);
    String text = text(odd);
    assertTrue(text.contains("/dev/loop7: wiped, but for what could not be written"), text);
    assertTrue(text.contains("512 bytes from byte 8192"), text);
    assertEquals(
        List.of(Map.of("lba", 2L, "sectors", 1L, "offset", 8192L, "length", 512L)),
        Summary.json(odd).get("unwritten"));
  }

  @Test
  void whereEverySectorWasWrittenNothingIsUnwritten() {
    DeviceResult wiped = result(Runs.outcome(Result.WIPED, true, null));
    assertEquals(List.of(), Summary.json(wiped).get("unwritten"));
    assertFalse(text(wiped).contains("unwritten"), text(wiped));
  }

  @Test
  void whatDidNotBeginWroteNothing() {
    DeviceResult failed = DeviceResult.failed(Runs.drive(), ExitCode.UNSUPPORTED, "no direct I/O");
    assertEquals(
        "wipeit: /dev/sdx: no direct I/O\nwipeit: nothing was written to /dev/sdx.", text(failed));
    assertEquals("not-begun", Summary.json(failed).get("result"));
    assertEquals(8, Summary.json(failed).get("exit_code"));
  }

  @Test
  void everyKeyForAScriptIsInSnakeCase() {
    Map<String, Object> entry = Summary.json(result(Runs.outcome(Result.WIPED, true, null)));
    entry.keySet().forEach(key -> assertTrue(key.matches("[a-z]+(_[a-z]+)*"), key));
    assertEquals(Runs.ID, entry.get("run"));
    assertEquals(100.0, entry.get("progress_percent"));
  }

  @Test
  void withoutVerificationItIsNotCalledVerified() {
    String text = text(result(Runs.outcome(Result.STOPPED, true, null)));
    assertTrue(text.contains("  verified  not yet (verify sample)"), text);
  }
}
