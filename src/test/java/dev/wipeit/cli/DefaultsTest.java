package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

final class DefaultsTest {

  private final Map<String, String> env = new HashMap<>();
  private Path file;

  @BeforeEach
  void noFileYet(@TempDir Path folder) {
    file = folder.resolve("wipeit.toml");
  }

  private String value(String... names) throws IOException {
    return new Defaults(env, file).defaultValue(OptionSpec.builder(names).build());
  }

  private void write(String toml) throws IOException {
    Files.writeString(file, toml);
  }

  @Test
  void withoutAnySettingThereIsNone() throws IOException {
    assertNull(value("-m", "--method"));
  }

  @Test
  void theFileSetsADefault() throws IOException {
    write("method = \"zero\"\nrounds = 3\njson = true\n");
    assertEquals("zero", value("-m", "--method"));
    assertEquals("3", value("--rounds"));
    assertEquals("true", value("--json"));
    assertNull(value("--verify"));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    write("method = \"zero\"\n");
    env.put("WIPEIT_METHOD", "one");
    assertEquals("one", value("-m", "--method"));
  }

  @Test
  void anEmptyVariableIsNone() throws IOException {
    write("method = \"zero\"\n");
    env.put("WIPEIT_METHOD", "");
    assertEquals("zero", value("-m", "--method"));
  }

  @ParameterizedTest
  @CsvSource({
    "--checkpoint-every, WIPEIT_CHECKPOINT_EVERY",
    "--max-rate, WIPEIT_MAX_RATE",
    "--state-dir, WIPEIT_STATE_DIR",
    "--buffer-size, WIPEIT_BUFFER_SIZE",
    "--io, WIPEIT_IO",
    "--verify, WIPEIT_VERIFY",
    "--quiet, WIPEIT_QUIET",
    "--plain, WIPEIT_PLAIN"
  })
  void aVariableIsNamedAsItsOption(String option, String variable) throws IOException {
    env.put(variable, "value");
    assertEquals("value", value(option));
  }

  @Test
  void theBufferIsNamedByItsLongerOption() throws IOException {
    env.put("WIPEIT_BUFFER_SIZE", "20M");
    assertEquals("20M", value("-b", "--buffer-size"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "serial",
        "wwn",
        "select",
        "expect",
        "exclude",
        "image-file",
        "partition",
        "from",
        "all"
      })
  void consentNeverComesFromTheEnvironment(String name) throws IOException {
    env.put("WIPEIT_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'), "true");
    assertNull(value("--" + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes = true",
        "serial = \"S4EWNX0R\"",
        "metod = \"zero\"",
        "force-buffer-size = \"1M\"",
        "[wipe]\nmethod = \"zero\"",
        "method = [\"zero\"]",
        "method ="
      })
  void aFileThatIsNotUnderstoodIsRefused(String toml) throws IOException {
    write(toml + "\n");
    assertThrows(IOException.class, () -> value("--method"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes = true", "method =", "[wipe]"})
  void itIsToldInAFewLinesWithTheFilesName(String toml) throws IOException {
    write(toml + "\n");
    Console console = new Console();
    CommandLine line = new Wipeit(console.machine(), null).commandLine();
    line.setDefaultValueProvider(new Defaults(env, file));
    assertEquals(ExitCode.USAGE.code(), line.execute("methods"), console.err());
    assertTrue(console.err().contains(file.toString()), console.err());
    assertTrue(console.err().lines().count() <= 2, console.err());
    assertEquals("", console.out());
  }

  @Test
  void aParameterHasNoDefault() throws IOException {
    env.put("WIPEIT_DEVICE", "/dev/sdx");
    assertNull(
        new Defaults(env, file)
            .defaultValue(PositionalParamSpec.builder().paramLabel("DEVICE").build()));
  }
}
