package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.journal.ReadBackJson;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteRange;
import dev.wipeit.wipe.Verification;
import dev.wipeit.wipe.WipeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceResultTest {

  private static final BlockDevice ODD =
      Runs.device("/dev/loop7", DeviceKind.LOOP, null, 8192 + 512, 4096);

  @ParameterizedTest
  @CsvSource({
    "WIPED, true, , 0, wiped",
    "WIPED, false, , 9, wiped-unsaved",
    "STOPPED, true, STOPPED_BY_INT, 130, stopped",
    "STOPPED, true, STOPPED_BY_HUP, 129, stopped",
    "STOPPED, true, STOPPED_BY_TERM, 143, stopped",
    "STOPPED, false, STOPPED_BY_INT, 9, stopped",
    "DIFFERS, true, , 5, differs",
    "DIFFERS, false, , 5, differs",
    "GONE, true, , 6, gone",
    "GONE, false, , 6, gone",
    "FAILED, true, , 1, failed",
    "FAILED, false, , 1, failed",
    "WIPED, true, STOPPED_BY_INT, 0, wiped",
    "GONE, true, STOPPED_BY_INT, 6, gone"
  })
  void everyEndHasItsCodeAndItsWord(
      WipeOutcome.Result result, boolean saved, ExitCode signal, int code, String word) {
    String unsaved = saved ? null : "no room";
    DeviceResult told =
        DeviceResult.of(Runs.drive(), Runs.outcome(result, saved, null), unsaved, signal);
    assertEquals(code, told.code().code());
    assertEquals(word, told.word());
    assertEquals(unsaved, told.failure());
  }

  @Test
  void aRestThatNoWriteReachesIsAnException() {
    DeviceResult told =
        DeviceResult.of(ODD, Runs.outcome(WipeOutcome.Result.WIPED, true, null), null, null);
    assertEquals(ExitCode.UNWRITABLE, told.code());
    assertEquals("wiped-with-exceptions", told.word());
  }

  @Test
  void unsavedIsWorseThanUnwritable() {
    DeviceResult told =
        DeviceResult.of(ODD, Runs.outcome(WipeOutcome.Result.WIPED, true, null), "no room", null);
    assertEquals(ExitCode.UNSAVED, told.code());
  }

  @Test
  void whatCameFromThePageCacheIsNotReadBackFromADrive() {
    Verification cached =
        new Verification(VerifyMode.LAST, Runs.SIZE, 512, -1, 0, List.of(), List.of(), 4096);
    WipeOutcome outcome = Runs.outcome(WipeOutcome.Result.WIPED, true, null, cached);
    assertEquals(ExitCode.UNWRITABLE, DeviceResult.of(Runs.drive(), outcome, null, null).code());
    BlockDevice image = Runs.device("disk.img", DeviceKind.IMAGE_FILE, null, Runs.SIZE, 512);
    assertEquals(ExitCode.OK, DeviceResult.of(image, outcome, null, null).code());
  }

  @Test
  void whatCouldNotBeReadAfterAnEarlierPassIsAnException() {
    WipeOutcome whole = Runs.outcome(WipeOutcome.Result.WIPED, true, null);
    WipeOutcome unread = Runs.unread(whole, List.of(new ByteRange(512, 1024)));
    DeviceResult told = DeviceResult.of(Runs.drive(), unread, null, null);
    assertEquals(ExitCode.UNWRITABLE, told.code());
    String text = String.join("\n", Summary.lines(told));
    assertTrue(text.contains("wiped, but some sectors could not be read back"), text);
    assertTrue(text.contains("unread    LBA 1 to 2 (1024 bytes from byte 512)"), text);
    assertEquals(
        ReadBackJson.ranges(List.of(new ByteRange(512, 1024)), 512),
        Summary.json(told).get("unreadable_before"));
  }

  @Test
  void bothFailuresAreTold() {
    DeviceResult told =
        DeviceResult.of(
            Runs.drive(),
            Runs.outcome(WipeOutcome.Result.GONE, false, "it went away"),
            "no room",
            null);
    assertEquals("it went away; no room", told.failure());
  }

  @Test
  void whatDidNotBeginIsCalledSo() {
    DeviceResult failed = DeviceResult.failed(Runs.drive(), ExitCode.UNSUPPORTED, "no direct I/O");
    assertEquals("not-begun", failed.word());
    assertEquals(ExitCode.UNSUPPORTED, failed.code());
    DeviceResult stopped = DeviceResult.notBegun(Runs.drive(), ExitCode.STOPPED_BY_INT);
    assertEquals("not-begun", stopped.word());
    assertEquals(ExitCode.STOPPED_BY_INT, stopped.code());
  }
}
