package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.FakeMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** What a command line finds on a machine that is made for it; nothing is opened for writing. */
final class DeviceSearchTest {

  private static final String WWN = "naa.5000c500a1b2c3d4";

  @TempDir private Path folder;
  private FakeMachine fake;
  private final Console console = new Console();
  private final List<String> told = new ArrayList<>();

  /** What takes the options. */
  @Command(name = "test")
  static final class Line {
    @Mixin DeviceChoice choice = new DeviceChoice();
  }

  @BeforeEach
  void aMachineWithDisks() throws IOException {
    fake = new FakeMachine(folder);
    disk("one", "8:16", "S-ONE", WWN).attribute("queue/rotational", "1");
    disk("two", "8:32", "S-TWO", "naa.5000c500a1b2c3d5").attribute("queue/rotational", "0");
    disk("three", "8:48", null, null).attribute("queue/rotational", "1");
    fake.idleLoop(0).attribute("loop/backing_file", "/disk.img");
  }

  private FakeMachine.Folder disk(String name, String number, String serial, String wwn) {
    FakeMachine.Folder disk = fake.disk(name, number);
    if (serial != null) {
      disk.attribute("device/serial", serial);
    }
    if (wwn != null) {
      disk.attribute("device/wwid", wwn);
    }
    return disk;
  }

  private static DeviceChoice choice(String... arguments) {
    Line line = new Line();
    new CommandLine(line).parseArgs(arguments);
    line.choice.check();
    return line.choice;
  }

  /** A name behind an at sign stands for a node of the machine. */
  private String[] onMachine(String... arguments) {
    return Arrays.stream(arguments)
        .map(text -> text.startsWith("@") ? fake.dev(text.substring(1)).toString() : text)
        .toArray(String[]::new);
  }

  private Chosen search(String... arguments) throws CommandException, IOException {
    Machine machine =
        new Machine(
            fake.roots(),
            fake.kernel(),
            console.env,
            console.clock(),
            console.machine().streams(),
            console.machine().signals());
    DeviceChoice choice = choice(onMachine(arguments));
    return new DeviceSearch(machine, choice, ExitCode.REFUSED, told::add).find();
  }

  private String found(String... arguments) throws CommandException, IOException {
    Stream<Path> paths = search(arguments).paths().stream();
    return String.join(" ", paths.map(path -> path.getFileName().toString()).toList());
  }

  private CommandException refused(String... arguments) {
    CommandException e = assertThrows(CommandException.class, () -> search(arguments));
    assertEquals(ExitCode.REFUSED, e.code());
    assertEquals("Nothing was written.", e.lines().get(e.lines().size() - 1));
    return e;
  }

  @Test
  void aSerialNumberFindsItsDisk() throws Exception {
    assertEquals("one", found("--serial", "S-ONE"));
    assertEquals("one", found("--serial", "  S-ONE "));
    assertEquals("two one", found("--serial", "S-TWO", "--serial", "S-ONE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {WWN, "0x5000c500a1b2c3d4", "5000C500A1B2C3D4", "wwn-0x5000c500a1b2c3d4"})
  void aWwnFindsItsDiskHoweverItIsWritten(String wwn) throws Exception {
    assertEquals("one", found("--wwn", wwn));
  }

  @Test
  void aDiskThatIsFoundTwiceIsOne() throws Exception {
    assertEquals("one", found("--wwn", WWN, "--serial", "S-ONE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s-one", "S-ON", "S-ONE-part1", "null", "S-*"})
  void anotherSerialNumberFindsNothing(String serial) {
    CommandException e = refused("--serial", serial);
    assertTrue(e.getMessage().contains("no attached disk has serial number"), e.getMessage());
    assertTrue(e.getMessage().contains("S-TWO"), "what is there is shown: " + e.getMessage());
  }

  /** As a bridge reports one for all its disks, whatever their size. */
  @Test
  void aSerialNumberOfSeveralIsRefusedWithAllOfThem() {
    disk("four", "8:64", "S-ONE", null).attribute("size", "4194304");
    CommandException e = refused("--serial", "S-ONE");
    String message = fake.shown(e.getMessage());
    assertTrue(message.contains("2 disks have serial number S-ONE"), message);
    assertTrue(message.contains("/dev/one") && message.contains("/dev/four"), message);
    assertTrue(message.contains("bridge") && message.contains("--wwn"), message);
  }

  /** They share the reader's serial number; only one has a card. */
  @Test
  void theEmptySlotsOfACardReaderAreNoRivals() throws Exception {
    disk("four", "8:64", "S-ONE", null).attribute("size", "0").attribute("removable", "1");
    assertEquals("one", found("--serial", "S-ONE"));
    disk("six", "8:96", "S-ONE", null).attribute("removable", "1");
    refused("--serial", "S-ONE");
  }

  @Test
  void aSerialNumberOfSeveralConfirmsNoneEither() {
    disk("four", "8:64", "S-ONE", null);
    assertTrue(refused("@one", "--serial", "S-ONE").getMessage().contains("2 disks"));
  }

  @Test
  void aWwnOfSeveralIsExplainedAsMultipath() {
    disk("four", "8:64", "S-ONE", WWN);
    for (CommandException e : List.of(refused("--wwn", WWN), refused("--serial", "S-ONE"))) {
      String message = fake.shown(e.getMessage());
      assertTrue(message.contains("/dev/one") && message.contains("/dev/four"), message);
      assertTrue(message.contains("multipath"), message);
    }
  }

  /** The namespaces of an NVMe drive: the WWN tells them apart. */
  @Test
  void theWwnTellsApartWhatTheSerialNumberDoesNot() throws Exception {
    disk("four", "8:64", "S-ONE", "eui.0025385b01400a1b");
    refused("--serial", "S-ONE");
    assertEquals("four", found("--wwn", "eui.0025385b01400a1b"));
  }

  @Test
  void aSelectionShowsWhatItFinds() throws Exception {
    assertEquals("one three", found("--select", "type=hdd"));
    String shown = fake.shown(String.join("\n", told));
    assertTrue(shown.startsWith("2 disks are as 'type=hdd' says:\n  /dev/one"), shown);
    assertTrue(shown.contains("  S-ONE") && shown.contains("  no serial"), shown);
    assertEquals(3, told.size());
  }

  @ParameterizedTest
  @CsvSource({
    "type=ssd, two",
    "serial=S-TWO, two",
    "size>=1G, one two three",
    "'name=one,loop0', one",
    "transport=loop, loop0",
    "'type=hdd,virtual', one three loop0"
  })
  void aSelectionFinds(String terms, String names) throws Exception {
    assertEquals(names, sorted(found("--select", terms)));
  }

  private static String sorted(String names) {
    List<String> order = List.of("one", "two", "three", "loop0");
    return String.join(" ", order.stream().filter(List.of(names.split(" "))::contains).toList());
  }

  @Test
  void aSelectionThatFindsNothingShowsWhatThereIs() {
    CommandException e = refused("--select", "type=nvme");
    assertTrue(e.getMessage().contains("no attached disk is as 'type=nvme' says"), e.getMessage());
    assertTrue(e.getMessage().contains("S-ONE"), e.getMessage());
    assertTrue(!e.getMessage().contains("/loop0"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, false"})
  void anotherNumberThanExpectedIsRefused(String number, boolean expected) throws Exception {
    if (expected) {
      assertEquals("one three", found("--select", "type=hdd", "--expect", number));
    } else {
      CommandException e = refused("--select", "type=hdd", "--expect", number);
      assertTrue(e.getMessage().contains("S-ONE"), "what was found is shown: " + e.getMessage());
    }
  }

  @Test
  void theNumberIsThatOfWhatIsLeft() throws Exception {
    String[] line = {"--select", "type=hdd", "--expect", "1", "--exclude", "S-ONE"};
    assertEquals("three", found(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@one",
        "S-ONE",
        " S-ONE ",
        WWN,
        "0x5000c500a1b2c3d4",
        "serial=S-ONE size>0K",
        "name=one",
        "path~*/one"
      })
  void whatIsExcludedIsLeftOutHoweverItWasChosen(String exclusion) throws Exception {
    assertEquals("two", found("--exclude", exclusion, "@one", "@two"));
    refused("--exclude", exclusion, "@one");
    refused("--exclude", exclusion, "--serial", "S-ONE");
    refused("--exclude", exclusion, "--wwn", WWN);
    assertTrue(told.get(0).contains("/one is left out by --exclude "), told.toString());
  }

  @Test
  void severalAreExcluded() throws Exception {
    assertEquals(
        "three", found("--select", "size>0K", "--exclude", "S-ONE", "--exclude", "type=ssd"));
  }

  /** Whoever spares all Samsungs does not want one wiped of which that could not be read. */
  @Test
  void whatMayBeMeantByAnExclusionIsLeftOutToo() throws Exception {
    assertEquals("one", sorted(found("--select", "type=hdd", "--exclude", "serial=S-TWO")));
  }

  @Test
  void aMisspeltExclusionIsRefused() {
    for (String nothing : new String[] {"S-0NE", "@missing", "one", "naa.5000c500a1b2c3d"}) {
      CommandException e = refused("--select", "type=hdd", "--exclude", nothing);
      assertTrue(e.getMessage().contains("names nothing that is attached"), e.getMessage());
    }
  }

  @Test
  void aDriveIsExcludedWhateverPathLeadsToIt() throws Exception {
    disk("four", "8:64", "S-ONE", WWN);
    assertEquals("two", found("@one", "@two", "@four", "--exclude", "@four"));
  }

  @Test
  void aDiskIsExcludedWithItsPartition() throws Exception {
    fake.disk("five", "8:80").partition("five1", "8:81");
    assertEquals("two", found("@five", "@two", "--exclude", "@five1"));
    assertEquals("two", found("@five1", "@two", "--exclude", "@five"));
  }

  /** As a multipath device, an array, or LUKS over a partition. */
  @ParameterizedTest
  @ValueSource(strings = {"S-ONE", "@one", "serial=S-ONE size>0K", "@dm-0"})
  void whatIsMappedOntoADriveIsExcludedWithIt(String exclusion) throws Exception {
    FakeMachine.Folder upper = fake.virtual("dm-0", "253:0");
    FakeMachine.Folder part = fake.disk("five", "8:80").partition("five1", "8:81");
    fake.link(upper.folder().resolve("slaves/one"), fake.path("sys/block/one"));
    fake.link(upper.folder().resolve("slaves/five1"), part.folder());
    assertEquals("two", found("@dm-0", "@two", "--exclude", exclusion));
    assertEquals("two", found("@dm-0", "@two", "--exclude", "@five"));
    assertEquals("dm-0", found("@dm-0", "@two", "--exclude", "@two"));
  }

  @Test
  void aLoopDeviceOverADriveIsExcludedWithIt() throws Exception {
    fake.loopOver(5, fake.dev("one").toString(), "8:16");
    assertEquals("two", found("@loop5", "@two", "--exclude", "S-ONE"));
    assertEquals("loop5", found("@loop5", "@two", "--exclude", "S-TWO"));
  }

  @Test
  void whatIsNamedStaysAsItIsNamed() throws Exception {
    fake.link(fake.dev("disk/by-id/ata-ONE"), fake.dev("one"));
    fake.kernel().file(fake.dev("disk/by-id/ata-ONE").toString(), FakeMachine.blockDevice("8:16"));
    Chosen chosen = search("@disk/by-id/ata-ONE", "@one");
    assertEquals(List.of(fake.dev("disk/by-id/ata-ONE"), fake.dev("one")), chosen.paths());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dev/x --select type=hdd         | exclude each other",
        "--select type=hdd --serial S     | exclude each other",
        "--select type=hdd --wwn W        | exclude each other",
        "--expect 2 /dev/x                | --expect goes with --select",
        "--select type=hdd --expect 0     | is not a number from 1 to 9999",
        "--select type=hdd --expect two   | is not a number from 1 to 9999",
        "--select tpye=hdd                | did you mean type?",
        "--select transport=sass          | did you mean sas",
        "--exclude tpye=hdd               | did you mean type?",
        "--exclude ''                     | nothing to exclude",
        "--select type=hdd --select x=y   | --select"
      })
  void aCommandLineThatContradictsItselfIsRefused(String line, String message) {
    String[] arguments = line.replace("''", "").split(" +", -1);
    ParameterException e = assertThrows(ParameterException.class, () -> choice(arguments));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
