package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.FakeMachine.Folder;
import dev.wipeit.testing.HidingDrive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on a fake machine, up to the moment at which it would open the drive. */
final class RevealOptionTest {

  private static final long SHOWN = 2097152;
  private static final long NATIVE = 2 * SHOWN;

  @TempDir private Path folder;
  private final SignalHandlers former = SignalHandlers.save();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final HidingDrive drive = new HidingDrive(SHOWN, NATIVE);
  private FakeMachine fake;
  private Folder disk;

  @BeforeEach
  void aMachine() throws IOException {
    fake = new FakeMachine(folder);
    disk = fake.disk("sdb", "8:16").attribute("device/type", "0");
    fake.link(disk.folder().resolve("device/subsystem"), fake.path("sys/bus/scsi"));
    fake.write("sys/bus/scsi/uevent", "");
    fake.kernel().drive(fake.dev("sdb").toString(), drive);
    fake.kernel().file(fake.path("state").toString(), FakeMachine.directory("259:1"));
    drive.whenIdentifiedAnew(() -> disk.attribute("size", "" + drive.sectors()));
  }

  @AfterEach
  void giveTheSignalsBack() {
    former.restore();
  }

  private int wipe(String... more) {
    Streams streams =
        Streams.of(new ByteArrayInputStream(new byte[0]), out, err, Map.of("LANG", "C.UTF-8"));
    StopSignals signals = new StopSignals(streams.err(), System::nanoTime, code -> {});
    Machine machine =
        new Machine(fake.roots(), fake.kernel(), Map.of(), Clock.systemUTC(), streams, signals);
    String[] usual = {
      "wipe", "--yes", "--serial", "Z1D5KXYZ", "--state-dir", fake.path("state").toString()
    };
    String[] all = new String[usual.length + more.length + 1];
    System.arraycopy(usual, 0, all, 0, usual.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    all[all.length - 1] = fake.dev("sdb").toString();
    return new Wipeit(machine, null).run(all).code();
  }

  private String said() {
    return fake.shown(err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theSheetShowsWhatIsHidden() {
    assertThrows(AssertionError.class, this::wipe);
    assertTrue(
        said().contains("  hidden    1 GiB in HPA; native size 2 GiB (2147483648 bytes)\n"),
        said());
    assertEquals(SHOWN, drive.sectors());
  }

  @Test
  void theNativeSizeIsWiped() {
    // The fake kernel opens nothing for writing: so far the command has come.
    AssertionError opened = assertThrows(AssertionError.class, () -> wipe("--reveal-hidden"));
    assertTrue(String.valueOf(opened.getMessage()).startsWith("opened for writing: "));
    assertTrue(said().contains("host protected area of 1073741824 bytes given up"), said());
    assertEquals(NATIVE, drive.sectors());
  }

  @Test
  void aDriveThatDoesNotGiveItUpEndsTheCommand() {
    drive.refusesToChange();
    assertEquals(8, wipe("--reveal-hidden"), this::said);
    assertTrue(said().contains("Nothing was written."), said());
    assertEquals(SHOWN, drive.sectors());
  }

  @Test
  void aDriveThatIsAnotherOneNowIsLeftAlone() {
    drive.whenIdentifiedAnew(
        () -> {
          disk.attribute("size", "" + drive.sectors());
          disk.attribute("device/wwid", "naa.5000c500ffffffff");
        });
    assertEquals(3, wipe("--reveal-hidden"), this::said);
    assertTrue(said().contains("cannot be told to be the same device"), said());
  }
}
