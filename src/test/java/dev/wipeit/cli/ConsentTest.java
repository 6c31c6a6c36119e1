package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.DeviceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsentTest {

  private static final BlockDevice DRIVE = Runs.drive();
  private static final BlockDevice BY_ID = named("/dev/disk/by-id/ata-Model_S4EWNX0R");
  private static final BlockDevice NAMELESS =
      Runs.device("/dev/sdx", DeviceKind.DISK, null, Runs.SIZE, 512);
  private static final BlockDevice LOOP =
      Runs.device("/dev/loop7", DeviceKind.LOOP, null, Runs.SIZE, 512);

  private final Console console = new Console();

  private static BlockDevice named(String path) {
    return Runs.device(path, DeviceKind.DISK, Runs.SERIAL, Runs.SIZE, 512);
  }

  private Consent consent(boolean yes, String... serials) {
    return new Consent(console.machine(), yes, Naming.ofSerials(List.of(serials)));
  }

  private void consents(BlockDevice device, boolean yes, String... serials) {
    assertDoesNotThrow(() -> consent(yes, serials).require(device, "It will be destroyed."));
  }

  private CommandException refuses(BlockDevice device, boolean yes, String... serials) {
    CommandException e =
        assertThrows(
            CommandException.class,
            () -> consent(yes, serials).require(device, "It will be destroyed."));
    assertEquals(ExitCode.REFUSED, e.code());
    assertEquals("Nothing was written.", e.lines().get(e.lines().size() - 1));
    return e;
  }

  @ParameterizedTest
  @ValueSource(strings = {"S4EWNX0R\n", "  S4EWNX0R \n", "S4EWNX0R"})
  void theSerialNumberTypedIsConsent(String typed) {
    console.typed(typed);
    consents(DRIVE, false);
    assertTrue(console.err().startsWith("It will be destroyed.\n"), console.err());
    assertTrue(console.err().contains("serial number (S4EWNX0R)"), console.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "n\n", "y\n", "yes\n", "YES\n", "sdx\n", "s4ewnx0r\n", "S4EWNX0R!\n"})
  void anythingElseTypedIsNot(String typed) {
    console.typed(typed);
    refuses(DRIVE, false);
  }

  @Test
  void aSecondTryIsNotGiven() {
    console.typed("no\nS4EWNX0R\n");
    refuses(DRIVE, false);
  }

  @Test
  void whereThereIsNoSerialNumberTheNameIsTyped() {
    console.typed("sdx\n");
    consents(NAMELESS, false);
    assertTrue(console.err().contains("name (sdx)"), console.err());
  }

  @Test
  void aLoopDeviceIsNamedToo() {
    console.typed("loop7\n");
    consents(LOOP, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop70\n", "/dev/loop7\n", "loop\n"})
  void anotherNameIsNotTheLoopDevices(String typed) {
    console.typed(typed);
    refuses(LOOP, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "S4EWNX0R\n", ""})
  void whatComesOutOfAPipeIsNoAnswer(String piped) {
    console.piped(piped);
    CommandException e = refuses(DRIVE, false);
    assertTrue(e.getMessage().contains("no terminal"), e.getMessage());
    assertTrue(e.getMessage().contains("--yes and --serial"), e.getMessage());
  }

  @Test
  void aTerminalForInputAloneIsNotEnough() {
    console.piped("S4EWNX0R\n");
    console.kernel.terminal(0);
    refuses(DRIVE, false);
  }

  @Test
  void aTerminalForMessagesAloneIsNotEnough() {
    console.piped("S4EWNX0R\n");
    console.kernel.terminal(2);
    refuses(DRIVE, false);
  }

  @Test
  void yesAloneDoesNotSayWhichDriveIsMeant() {
    CommandException e = refuses(DRIVE, true);
    assertTrue(e.getMessage().contains("--yes alone"), e.getMessage());
  }

  @Test
  void yesWithTheSerialNumberIsConsent() {
    consents(DRIVE, true, Runs.SERIAL);
    assertEquals("", console.err());
  }

  @Test
  void yesWithThePathByIdIsConsent() {
    consents(BY_ID, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/disk/by-id/../../sdx",
        "/dev/disk/by-path/pci-0000:00:17.0-ata-1",
        "/dev/disk/by-id-2/x",
        "/dev/sdx"
      })
  void anotherPathIsNot(String path) {
    refuses(named(path), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"S4EWNX0S", "s4ewnx0r", "", "null"})
  void yesWithAnotherSerialNumberIsNot(String serial) {
    refuses(DRIVE, true, serial);
    refuses(NAMELESS, true, serial);
  }

  @Test
  void theSerialNumberWithoutYesIsNot() {
    refuses(DRIVE, false, Runs.SERIAL);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOP", "IMAGE_FILE"})
  void yesAloneIsConsentWhereThereIsNoDrive(DeviceKind kind) {
    consents(Runs.device("/tmp/x", kind, null, 512, 1), true);
  }

  @ParameterizedTest
  @EnumSource(names = {"DISK", "PARTITION", "VIRTUAL"})
  void yesAloneIsNotConsentForAnythingElse(DeviceKind kind) {
    refuses(Runs.device("/dev/x", kind, null, 512, 512), true);
  }

  @Test
  void onATerminalYesAloneStillAsks() {
    console.typed("S4EWNX0R\n");
    consents(DRIVE, true);
    assertTrue(console.err().contains("S4EWNX0R"), console.err());
  }

  @ParameterizedTest
  @CsvSource({"S4EWNX0S", "''", "s4ewnx0r"})
  void aSerialNumberOfNoDeviceIsRefused(String serial) {
    CommandException e =
        assertThrows(
            CommandException.class,
            () -> consent(true, serial).checkNames(List.of(DRIVE, NAMELESS)));
    assertEquals(ExitCode.REFUSED, e.code());
  }

  @Test
  void eachDeviceAnswersToOneSerialNumber() {
    assertDoesNotThrow(() -> consent(true, Runs.SERIAL).checkNames(List.of(NAMELESS, DRIVE)));
    assertThrows(
        CommandException.class,
        () -> consent(true, Runs.SERIAL, Runs.SERIAL).checkNames(List.of(DRIVE)));
  }

  private Consent selected(boolean yes, boolean counted) {
    return new Consent(console.machine(), yes, new Naming(List.of(), List.of(), true, counted));
  }

  @Test
  void yesWithTheNumberOfWhatIsSelectedIsConsent() {
    assertDoesNotThrow(() -> selected(true, true).require(DRIVE, "?"));
    assertDoesNotThrow(() -> selected(true, true).require(LOOP, "?"));
    assertEquals("", console.err());
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, false", "false, false"})
  void whatIsSelectedNeedsBoth(boolean yes, boolean counted) {
    for (BlockDevice device : List.of(DRIVE, LOOP, BY_ID)) {
      CommandException e =
          assertThrows(CommandException.class, () -> selected(yes, counted).require(device, "?"));
      assertEquals(ExitCode.REFUSED, e.code());
      assertTrue(e.getMessage().contains("--yes and --expect N"), e.getMessage());
    }
  }

  @Test
  void onATerminalWhatIsSelectedIsAskedFor() {
    console.typed("S4EWNX0R\n");
    assertTrue(selected(true, false).asks(DRIVE));
    assertDoesNotThrow(() -> selected(true, false).require(DRIVE, "?"));
    assertFalse(selected(true, true).asks(DRIVE));
  }

  @Test
  void yesWithTheWwnIsConsent() {
    DeviceIdentity identity = new DeviceIdentity("S", "naa.5000c500a1b2c3d4", null, 512, null);
    Naming naming = new Naming(List.of(), List.of("0x5000C500A1B2C3D4"), false, false);
    BlockDevice drive = Runs.withIdentity(DRIVE, identity);
    assertDoesNotThrow(() -> new Consent(console.machine(), true, naming).require(drive, "?"));
    assertDoesNotThrow(
        () -> new Consent(console.machine(), true, naming).checkNames(List.of(DRIVE, drive)));
    assertThrows(
        CommandException.class,
        () -> new Consent(console.machine(), true, naming).checkNames(List.of(DRIVE)));
  }

  @Test
  void howConsentStandsIsTold() {
    assertEquals("given on the command line", consent(true, Runs.SERIAL).standing(DRIVE));
    assertTrue(consent(true).standing(DRIVE).startsWith("missing: give --serial"));
    console.typed("");
    assertEquals("will be asked for", consent(false).standing(DRIVE));
  }

  @Test
  void aSignalIsOnlyTheAnswerNoWhileItIsAsked() {
    console.typed("S4EWNX0R\n");
    Machine machine = console.machine();
    assertDoesNotThrow(
        () -> new Consent(machine, false, Naming.ofSerials(List.of())).require(DRIVE, "?"));
    machine.signals().received(ExitCode.STOPPED_BY_INT);
    assertEquals(List.of(), console.ends);
    machine.signals().finished();
    assertFalse(console.err().contains("no consent"), console.err());
  }
}
