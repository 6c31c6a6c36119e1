package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is written, neither to the device nor to what is saved, before the operator says so. */
@Tag("concurrent")
final class ConsentIT {

  private static final long SIZE = 16 << 20;

  @TempDir private Path folder;
  private LoopDevice device;
  private String before;

  @BeforeEach
  void aDeviceWithData() throws IOException {
    device = LoopDevice.create(SIZE);
    device.fill();
    before = device.sha256();
  }

  @AfterEach
  void detach() throws IOException {
    device.close();
  }

  private Program wipe(String... arguments) throws IOException {
    return Program.with(arguments).stateDirectory(folder.resolve("state"));
  }

  private Terminal asked(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("wipe", device.node().toString()));
    arguments.addAll(List.of(more));
    Terminal terminal = wipe(arguments.toArray(String[]::new)).inTerminal(100, 40);
    terminal.awaitScreen("Type its name \\(" + device.name() + "\\)");
    return terminal;
  }

  /** Everything that is saved, but for the empty files that are locks. */
  private String saved() throws IOException {
    Path state = folder.resolve("state");
    StringBuilder all = new StringBuilder();
    if (Files.exists(state)) {
      try (Stream<Path> walk = Files.walk(state)) {
        for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
          if (!path.startsWith(state.resolve("lock"))) {
            all.append(path).append(HexFormat.of().formatHex(Files.readAllBytes(path)));
          }
        }
      }
    }
    return all.toString();
  }

  private void leavesARunBehind(LoopDevice of) throws IOException {
    RunningProgram running = wipe("--yes", "--max-rate", "2M", of.node().toString()).start();
    running.awaitStderr("begins at byte", Duration.ofSeconds(30));
    running.signal("INT");
    running.awaitExit(Duration.ofSeconds(15)).expectExit(130);
  }

  @Test
  void showsWhatItIsAboutAndWipesOnceItsNameIsTyped() throws IOException {
    Terminal terminal = asked("-m", "zero");
    String screen = terminal.screen();
    assertTrue(screen.contains(device.node() + "\n"), screen);
    assertTrue(screen.contains("  serial    none"), screen);
    assertTrue(screen.contains("  size      16 MiB (16777216 bytes)"), screen);
    assertTrue(screen.contains("  contents  "), screen);
    assertTrue(screen.contains("  method    zero, 1 pass, verify sample"), screen);
    assertFalse(screen.contains("saved run"), screen);
    assertEquals(before, device.sha256(), "nothing is written while it asks");
    terminal.type(device.name());
    terminal.key("Enter");
    assertEquals(0, terminal.awaitExit());
    assertEquals(0, device.markerSectors());
  }

  @Test
  void showsItHoweverQuietItIsToBe() throws IOException {
    Terminal terminal = asked("-q");
    assertTrue(terminal.screen().contains("16 MiB (16777216 bytes)"), terminal.screen());
    terminal.key("C-d");
    assertEquals(3, terminal.awaitExit());
  }

  @ParameterizedTest
  @CsvSource({"n, none", "yes, own", "'', other", "loop, own"})
  void aWrongAnswerTouchesNothing(String answer, String run) throws IOException {
    refused(
        run,
        terminal -> {
          terminal.type(answer);
          terminal.key("Enter");
        });
  }

  @ParameterizedTest
  @CsvSource({"C-d, none", "C-d, own", "C-c, none", "C-c, own", "C-c, other"})
  void aKeyThatMeansNoTouchesNothing(String key, String run) throws IOException {
    refused(run, terminal -> terminal.key(key));
  }

  private interface Answer {
    void give(Terminal terminal) throws IOException;
  }

  private void refused(String run, Answer answer) throws IOException {
    try (LoopDevice other = LoopDevice.create(SIZE)) {
      if (!run.equals("none")) {
        leavesARunBehind(run.equals("own") ? device : other);
      }
      String bytes = device.sha256();
      String saved = saved();
      Terminal terminal = asked();
      assertEquals(
          run.equals("own"), terminal.screen().contains("will be given up"), terminal.screen());
      answer.give(terminal);
      assertEquals(3, terminal.awaitExit(), terminal.screen());
      assertTrue(
          terminal.screen().toLowerCase(java.util.Locale.ROOT).contains("nothing was written"),
          terminal.screen());
      assertEquals(bytes, device.sha256());
      assertEquals(saved, saved());
    }
  }

  @Test
  void aFreshWipeArchivesTheOldRunOnceConsentIsGiven() throws IOException {
    leavesARunBehind(device);
    Terminal terminal = asked("-m", "zero");
    String screen = terminal.screen();
    assertTrue(screen.contains("  saved run "), screen);
    assertTrue(screen.contains("wipeit resume " + device.node()), screen);
    terminal.type(device.name());
    terminal.key("Enter");
    assertEquals(0, terminal.awaitExit());
    try (Stream<Path> archive = Files.list(folder.resolve("state/progress/archive"))) {
      List<String> names = archive.map(path -> path.getFileName().toString()).toList();
      assertEquals(2, names.size(), names.toString());
    }
  }

  @Test
  void looksAgainOnceConsentIsGiven() throws IOException {
    Mounted.makeExt4(device.node());
    before = device.sha256();
    Terminal terminal = asked();
    try (Mounted mounted = Mounted.device(device.node(), "ro")) {
      terminal.type(device.name());
      terminal.key("Enter");
      assertEquals(3, terminal.awaitExit(), terminal.screen());
      String screen = terminal.screen();
      assertTrue(screen.contains(device.node() + " is mounted on "), mounted + "\n" + screen);
      assertTrue(screen.contains("Nothing was written."), screen);
    }
    assertEquals(before, device.sha256());
    assertEquals("", saved());
  }

  @ParameterizedTest
  @CsvSource({"y", "yes", "loop0", "S4EWNX0R"})
  void whatIsPipedIsNoConsent(String answer) throws IOException {
    ProgramResult result =
        wipe(device.node().toString()).input(answer + "\n" + device.name() + "\n").run();
    result.expectExit(3);
    assertTrue(result.err().contains("no terminal"), result.toString());
    assertEquals(before, device.sha256());
    assertEquals("", saved());
  }

  @Test
  void aSerialNumberThatIsNoDevicesIsRefused() throws IOException {
    ProgramResult result =
        wipe("--yes", "--serial", "S4EWNX0R", device.node().toString()).run().expectExit(3);
    assertTrue(result.err().contains("S4EWNX0R"), result.toString());
    assertEquals(before, device.sha256());
    assertEquals("", saved());
  }

  @Test
  void consentInTheEnvironmentIsNone() throws IOException {
    wipe(device.node().toString()).environment("WIPEIT_YES", "true").run().expectExit(3);
    assertEquals(before, device.sha256());
  }
}
