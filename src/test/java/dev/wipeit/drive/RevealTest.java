package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.drive.Revelation.Kind;
import dev.wipeit.testing.FakeKernel;
import dev.wipeit.testing.FakeMachine;
import dev.wipeit.testing.HidingDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives that hide something, and what they make of the wish to see it. */
final class RevealTest {

  private static final long SHOWN = 1L << 21;
  private static final long NATIVE = 1L << 22;

  private final FakeKernel kernel = new FakeKernel();
  private final HidingDrive device = new HidingDrive(SHOWN, NATIVE);

  @BeforeEach
  void aDrive() {
    kernel.file("/fake/sdb", FakeMachine.blockDevice("8:16"));
    kernel.drive("/fake/sdb", device);
  }

  private Revelation reveal() throws IOException {
    return new Drive(Path.of("/fake/sdb"), 8, 16, Protocol.SCSI, kernel).revealHidden();
  }

  @Test
  void aHostProtectedAreaIsGivenUpForGood() throws IOException {
    Revelation revelation = reveal();
    assertEquals(Kind.REVEALED, revelation.kind());
    assertEquals(NATIVE * 512, revelation.nativeBytes());
    assertEquals(NATIVE, device.sectors());
    assertEquals("host protected area of 1073741824 bytes given up for good", revelation.detail());
  }

  @Test
  void theKernelIsMadeToLookAtTheDriveAgain() throws IOException {
    reveal();
    // SET MULTIPLE MODE with the sixteen sectors that are set already.
    assertEquals(List.of("85062000000010000000000000" + "40c600"), device.asked("c600"));
  }

  @Test
  void aDriveThatHidesNothingIsLeftAlone() throws IOException {
    HidingDrive open = new HidingDrive(NATIVE, NATIVE);
    kernel.drive("/fake/sdb", open);
    assertEquals(Kind.NOTHING_HIDDEN, reveal().kind());
    assertEquals(List.of(), open.asked("3700"));
    assertEquals(List.of(), open.asked("c600"));
  }

  @Test
  void aDriveThatRefusesIsAskedAFewTimesAndThenBelieved() throws IOException {
    device.refusesToChange();
    Revelation revelation = reveal();
    assertEquals(Kind.REFUSED, revelation.kind());
    assertEquals(3, device.asked("3700").size());
    assertEquals(
        "the drive does not give its host protected area up: SET MAX ADDRESS EXT failed: sense"
            + " 5/20/00",
        revelation.detail());
    assertEquals(List.of(), device.asked("c600"));
  }

  @Test
  void aDriveThatOnlyPretendsIsFoundOut() throws IOException {
    device.pretends();
    Revelation revelation = reveal();
    assertEquals(Kind.REFUSED, revelation.kind());
    assertEquals(
        "the drive took the command and still reports 1073741824 bytes", revelation.detail());
  }

  @Test
  void theCommandRightBeforeItAsksForTheNativeSize() throws IOException {
    reveal();
    List<String> asked = device.asked("00");
    int change = asked.indexOf(device.asked("3700").get(0));
    assertTrue(asked.get(change - 1).endsWith("402700"), asked.toString());
  }

  @Test
  void anOverlayIsToldAndNotUndone() throws IOException {
    device.hasOverlay(NATIVE + 8);
    Revelation revelation = reveal();
    assertEquals(Kind.REFUSED, revelation.kind());
    assertTrue(revelation.detail().contains("overlay"), revelation.detail());
    assertEquals(List.of(), device.asked("3700"));
  }

  @Test
  void anAccessibleMaxAddressIsChangedAndNeedsAPowerCycle() throws IOException {
    device.hasAccessibleMax();
    assertEquals(Kind.NEEDS_POWER_CYCLE, reveal().kind());
    assertEquals(NATIVE, device.sectors());
    // The kernel would give up a drive whose size changes like that.
    assertEquals(List.of(), device.asked("c600"));
  }
}
