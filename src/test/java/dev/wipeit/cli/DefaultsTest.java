package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

final class DefaultsTest {

  private final Map<String, String> env = new HashMap<>();
  private Path file;

  @BeforeEach
  void anEmptyFile(@TempDir Path folder) throws IOException {
    file = folder.resolve("wipeit.toml");
    write("");
  }

  private void write(String toml) throws IOException {
    Files.writeString(file, toml);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** The value that an option of a command has come to. */
  private String value(String option, String... arguments) {
    CommandLine line = new Wipeit(new Console().machine(), null).commandLine();
    ParseResult parsed = line.parseArgs(arguments).subcommand();
    new Defaults(env, note -> {}).apply(parsed, file);
    Object value = parsed.commandSpec().findOption(option).getValue();
    return String.valueOf(value);
  }

  private String method(String... arguments) {
    return value("--method", arguments);
  }

  @Test
  void withoutAnySettingItIsTheBuiltInOne() {
    assertEquals("random", method("wipe", "x"));
  }

  @Test
  void theFileSetsADefault() throws IOException {
    write("method = \"zero\"\nrounds = 3\njson = true\n");
    assertEquals("zero", method("wipe", "x"));
    assertEquals("3", value("--rounds", "wipe", "x"));
    assertEquals("true", value("--json", "wipe", "x"));
    assertEquals("true", value("--json", "methods"));
    assertEquals("null", value("--verify", "wipe", "x"));
  }

  @Test
  void theEnvironmentGoesBeforeTheFileAndTheFlagBeforeBoth() throws IOException {
    write("method = \"zero\"\n");
    env.put("WIPEIT_METHOD", "one");
    assertEquals("one", method("wipe", "x"));
    assertEquals("gutmann", method("wipe", "x", "-m", "gutmann"));
  }

  @Test
  void anEmptyVariableIsNone() throws IOException {
    write("method = \"zero\"\n");
    env.put("WIPEIT_METHOD", "");
    assertEquals("zero", method("wipe", "x"));
  }

  @ParameterizedTest
  @EnumSource
  void everySettingCanBeSetInBothWays(Setting setting) throws IOException {
    write(setting.example() + "\n");
    String set = value(setting.option(), "wipe", "x");
    String text = TomlText.entries(setting.example()).get(0).text();
    write("");
    assertFalse(set.equals(value(setting.option(), "wipe", "x")), set);
    env.put(setting.variable(), text);
    assertEquals(
        set,
        value(setting.option(), "wipe", "x").replaceFirst("@.*", set.replaceFirst(".*@", "@")));
  }

  @Test
  void aVariableIsNamedAsItsOption() {
    assertEquals("WIPEIT_CHECKPOINT_EVERY", Setting.CHECKPOINT_EVERY.variable());
    assertEquals("--checkpoint-every", Setting.CHECKPOINT_EVERY.option());
    assertEquals("checkpoint-every", Setting.CHECKPOINT_EVERY.key());
  }

  @Test
  void aSwitchThatIsSetAndGivenIsOnAndCanBeTurnedOff() {
    env.put("WIPEIT_QUIET", "true");
    assertEquals("true", value("--quiet", "wipe", "x"));
    assertEquals("true", value("--quiet", "wipe", "x", "--quiet"));
    assertEquals("true", value("--quiet", "wipe", "x", "-qy"));
    assertEquals("false", value("--quiet", "wipe", "x", "--quiet=false"));
    env.put("WIPEIT_QUIET", "false");
    assertEquals("true", value("--quiet", "wipe", "x", "-q"));
  }

  @Test
  void aValueIsTakenAsItIs() throws IOException {
    env.put("WIPEIT_STATE_DIR", "/tmp/${sys:user.name}");
    assertEquals("/tmp/${sys:user.name}", value("--state-dir", "wipe", "x"));
    env.clear();
    write("state-dir = '/tmp/${env:HOME}$$'\n");
    assertEquals("/tmp/${env:HOME}$$", value("--state-dir", "list"));
  }

  @Test
  void aRunThatIsGoneOnWithKeepsWhatItWasBegunWith() throws IOException {
    write("verify = \"none\"\nbuffer-size = \"1M\"\nsample-percent = 1\nmax-rate = \"7M\"\n");
    for (String option : List.of("--verify", "--buffer-size", "--sample-percent")) {
      assertEquals("null", value(option, "resume"));
    }
    assertEquals("7 MiB", value("--max-rate", "resume"));
    assertEquals("1000", value("--sample-percent", "verify", "x"));
    assertEquals("10", value("--sample-percent", "wipe", "x"));
  }

  @Test
  void aSettingGivesWayToWhatExcludesIt() throws IOException {
    write("passes = \"00\"\npretest = true\n");
    assertEquals("null", value("--passes", "wipe", "x", "-m", "zero"));
    assertEquals("false", value("--pretest", "wipe", "x", "-b", "1M"));
    assertEquals("false", value("--pretest", "wipe", "x", "--skip-pretest"));
    env.put("WIPEIT_METHOD", "one");
    assertEquals("null", value("--passes", "wipe", "x"));
    assertEquals("one", method("wipe", "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "WIPEIT_ROUNDS, 0, WIPEIT_ROUNDS: rounds: '0' is not a number from 1 to 100",
    "WIPEIT_QUIET, yes, WIPEIT_QUIET: quiet: 'yes' is neither 'true' nor 'false'",
    "WIPEIT_METHOD, custom, 'WIPEIT_METHOD: method: for passes of your own, ''passes'' alone is set'"
  })
  void aVariableThatItsOptionRefusesIsTold(String variable, String text, String said) {
    env.put(variable, text);
    ParameterException refused =
        assertThrows(ParameterException.class, () -> value("--method", "wipe", "x"));
    assertEquals(said, refused.getMessage());
    assertEquals("random", String.valueOf(Setting.METHOD.usual()));
  }

  @Test
  void whatOneCommandDoesNotHaveDoesNotDisturbIt() {
    env.put("WIPEIT_ROUNDS", "0");
    assertEquals("false", value("--json", "methods"));
    assertEquals("2", value("--rounds", "wipe", "x", "--rounds", "2"));
  }

  private int run(Console console, String... arguments) {
    return new Wipeit(console.machine(), null).run(arguments).code();
  }

  @Test
  void allThatIsWrongWithTheFileIsToldBeforeAnythingIsDone() throws IOException {
    write("metod = 1\nyes = true\n");
    Console console = new Console();
    assertEquals(2, run(console, "--config", file.toString(), "methods"));
    assertEquals("", console.out());
    assertEquals(
        List.of(
            "wipeit: " + file + ":1: 'metod' is not a setting: did you mean 'method'?",
            "wipeit: "
                + file
                + ":2: 'yes' cannot be set here: consent is said on the command line alone",
            "wipeit: see 'wipeit methods --help'. Nothing was written."),
        console.err().lines().toList());
  }

  @Test
  void helpIsThereWhateverTheFileSays() throws IOException {
    write("metod = 1\n");
    Console console = new Console();
    assertEquals(0, run(console, "methods", "--help", "--config", file.toString()), console.err());
    assertTrue(console.out().contains("--config=FILE"), console.out());
  }

  @Test
  void theEnvironmentNamesTheFileUnlessTheCommandLineDoes() throws IOException {
    write("metod = 1\n");
    Console console = new Console();
    console.env.put("WIPEIT_CONFIG", file.toString());
    assertEquals(2, run(console, "methods"));
    assertEquals(0, run(console, "methods", "--config", "/dev/null"));
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws IOException {
    Files.delete(file);
    Console console = new Console();
    assertEquals(2, run(console, "methods", "--config", file.toString()));
    assertTrue(console.err().contains(file + ": cannot be read: no such file"), console.err());
  }

  @Test
  void aVariableThatIsNotHeededIsTold() {
    Console console = new Console();
    console.env.put("WIPEIT_CONFIG", "/dev/null");
    console.env.put("WIPEIT_YES", "true");
    console.env.put("WIPEIT_METOD", "zero");
    console.env.put("WIPEIT_TESTS_SKIP_NOTHING", "1");
    assertEquals(0, run(console, "methods"));
    assertEquals(
        List.of(
            "wipeit: note: WIPEIT_METOD is not heeded: did you mean WIPEIT_METHOD?",
            "wipeit: note: WIPEIT_YES is not heeded: consent is said on the command line alone"),
        console.err().lines().toList());
  }
}
