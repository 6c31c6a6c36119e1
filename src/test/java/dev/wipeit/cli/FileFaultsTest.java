package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileFaultsTest {

  private static ConfigFile file(String text) throws IOException {
    Path path = Path.of("/x.toml");
    return new ConfigFile(path, path, TomlText.entries(text));
  }

  private static List<String> faults(String text) {
    return assertThrows(ConfigException.class, () -> FileFaults.check(file(text))).faults();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          metod = "zero"      | 'metod' is not a setting: did you mean 'method'?
          buffer_size = "1M"  | 'buffer_size' is not a setting: did you mean 'buffer-size'?
          xxxxxxxx = 1        | 'xxxxxxxx' is not a setting: see 'wipeit config'
          yes = true          | 'yes' cannot be set here: consent is said on the command line alone
          serial = "S"        | 'serial' cannot be set here: which devices are meant is said on the command line alone
          device = "x" | 'device' cannot be set here: which devices are meant is said on the command line alone
          partition = true    | 'partition' cannot be set here: what is allowed to be wiped is said on the command line alone
          dry-run = true      | 'dry-run' cannot be set here: what one command is to do is said on the command line alone
          [wipe]              | 'wipe' is a table: every setting is a key of its own, without tables
          [[wipe]]            | 'wipe' is an array: every setting is a key of its own, without tables
          wipe.rounds = 3     | 'wipe' is a table: every setting is a key of its own, without tables
          rounds = "3"        | 'rounds' takes a whole number, not a string: rounds = 3
          rounds = 3.0        | 'rounds' takes a whole number, not a number: rounds = 3
          rounds = [3]        | 'rounds' takes a whole number, not an array: rounds = 3
          rounds.x = 3        | 'rounds' takes a whole number, not a table: rounds = 3
          json = "true"       | 'json' takes true or false, not a string: json = true
          max-rate = 200      | 'max-rate' takes a string, not a whole number: max-rate = "200M/s"
          verify = true       | 'verify' takes a string, not true or false: verify = "last"
          pause-at = 55.5     | 'pause-at' takes a string or a whole number, not a number: pause-at = 55
          method = 2026-11-21 | 'method' takes a string, not a date: method = "zero"
          rounds = 101        | rounds: '101' is not a number from 1 to 100
          verify = "most"     | verify: 'most' is not one of none, sample, last, all
          method = "custom"   | method: for passes of your own, 'passes' alone is set
          method = "gutman"   | method: there is no method 'gutman' (did you mean gutmann? see 'wipeit methods')
          state-dir = "x"     | state-dir: 'x' is not an absolute path
          state-dir = "/\\u0000" | state-dir: '/\0' is no path: Nul character not allowed
          """)
  void saysWhatIsWrong(String text, String said) {
    assertEquals(List.of("/x.toml:2: " + said.replace("\\0", "\0")), faults("# first\n" + text));
  }

  @Test
  void saysAllOfIt() {
    assertEquals(
        List.of(
            "/x.toml:1: 'a' is not a setting: see 'wipeit config'",
            "/x.toml:3: rounds: '0' is not a number from 1 to 100",
            "/x.toml:4: 'io' takes a string, not a whole number: io = \"direct\""),
        faults("a = 1\njson = true\nrounds = 0\nio = 1\n"));
  }

  @Test
  void twoThatExcludeEachOtherAreTold() {
    assertEquals(
        List.of("/x.toml:2: 'passes' and 'method' (/x.toml:1) exclude each other"),
        faults("method = \"zero\"\npasses = \"00\"\n"));
    assertEquals(
        List.of("/x.toml:3: 'pretest' and 'buffer-size' (/x.toml:1) exclude each other"),
        faults("buffer-size = \"64M\"\nskip-pretest = false\npretest = true\n"));
  }

  @Test
  void aKeyThatStandsTwiceIsTold() {
    assertEquals(
        List.of("/x.toml:3: 'rounds' is set twice, also in /x.toml:1"),
        faults("rounds = 1\njson = true\nrounds = 1\n"));
  }

  @Test
  void whatIsRightIsTaken() throws Exception {
    List<Given> given =
        FileFaults.check(
            file("buffer-size = \"64M\"\nskip-pretest = true\npretest = false\npause-at = 55\n"));
    assertEquals(List.of("64M", "true", "false", "55"), given.stream().map(Given::text).toList());
    assertEquals("/x.toml:4", given.get(3).origin().toString());
  }
}
