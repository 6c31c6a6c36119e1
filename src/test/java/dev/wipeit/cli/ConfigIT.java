package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration as the packaged program finds it. */
final class ConfigIT {

  private static final int MIB = 1 << 20;

  private Path folder;
  private Path file;
  private Path image;

  @BeforeEach
  void anImageAndAFile(@TempDir Path scratch) throws IOException {
    folder = scratch.toRealPath();
    file = write("wipeit.toml", "");
    image = Files.write(folder.resolve("disk.img"), new byte[2 * MIB]);
  }

  private Path write(String name, String toml) throws IOException {
    Path written = Files.writeString(folder.resolve(name), toml);
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
    return written;
  }

  private Program wipe(String... more) throws IOException {
    String[] all = new String[more.length + 4];
    all[0] = "wipe";
    all[1] = image.toString();
    all[2] = "--image-file";
    all[3] = "--yes";
    System.arraycopy(more, 0, all, 4, more.length);
    return Program.with(all);
  }

  private static String method(ProgramResult result) {
    Matcher method = Pattern.compile("\"method\":\"([^\"]+)\"").matcher(result.out());
    return method.find() ? method.group(1) : "";
  }

  @Test
  void aWipeHeedsFlagThenEnvironmentThenFile() throws IOException {
    write("wipeit.toml", "method = \"one\"\njson = true\nverify = \"last\"\n");
    String config = file.toString();
    assertEquals("one", method(wipe("--config", config).run().expectExit(0)));
    assertEquals(
        "zero",
        method(wipe("--config", config).environment("WIPEIT_METHOD", "zero").run().expectExit(0)));
    assertEquals(
        "random",
        method(
            wipe("-m", "random")
                .environment("WIPEIT_CONFIG", config)
                .environment("WIPEIT_METHOD", "zero")
                .run()
                .expectExit(0)));
  }

  @Test
  void aBrokenFileStopsAWipeBeforeAnythingIsWritten() throws IOException {
    write("wipeit.toml", "verify = \"last\"\nmetod = \"zero\"\n");
    byte[] before = Files.readAllBytes(image);
    Program program = wipe("--config", file.toString());
    ProgramResult result = program.run().expectExit(2);
    assertTrue(
        result.err().contains(file + ":2: 'metod' is not a setting: did you mean 'method'?"),
        result.err());
    assertEquals(0, java.util.Arrays.compare(before, Files.readAllBytes(image)));
    assertFalse(Files.exists(program.stateDirectory()));
  }

  @Test
  void theFileOfTheMachineIsFoundAndItsLinkIsSaid() throws IOException {
    Requires.mountNamespace();
    write("real.toml", "rounds = 7\n");
    Files.createDirectory(folder.resolve("m"));
    String script =
        "mount -t tmpfs none \"$1/m\" && cp -a /etc \"$1/m/etc\" && ln -s \"$1/real.toml\" \"$1/m/etc/wipeit.toml\""
            + " && mount --bind \"$1/m/etc\" /etc && shift && exec \"$@\"";
    ProgramResult result =
        Program.with("config")
            .environment("WIPEIT_CONFIG", "")
            .under("unshare", "-m", "sh", "-c", script, "sh", folder.toString())
            .run()
            .expectExit(0);
    assertEquals(
        "configuration file: /etc/wipeit.toml -> " + folder.resolve("real.toml"),
        result.out().lines().findFirst().orElse(""));
    assertTrue(result.out().matches("(?s).*\nrounds +7 +/etc/wipeit\\.toml:1\n.*"), result.out());
  }

  @Test
  void tellsEachValueAndWhereItIsFrom() throws IOException {
    write("wipeit.toml", "rounds = 3\n\nmax-rate = \"200M\"\n");
    ProgramResult result =
        Program.with("config", "--config", file.toString())
            .environment("WIPEIT_ROUNDS", "4")
            .environment("WIPEIT_YES", "true")
            .run()
            .expectExit(0);
    List<String> lines = result.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertEquals("configuration file: " + file, lines.get(0));
    assertTrue(lines.contains("method random built-in"), result.out());
    assertTrue(lines.contains("rounds 4 WIPEIT_ROUNDS, before " + file + ":1"), result.out());
    assertTrue(lines.contains("max-rate 200M " + file + ":3"), result.out());
    assertTrue(
        result.err().contains("WIPEIT_YES is not heeded: consent is said on the command line"),
        result.err());
    ProgramResult json =
        Program.with("config", "--json", "--config", file.toString()).run().expectExit(0);
    assertTrue(
        json.out()
            .contains(
                "{\"type\":\"setting\",\"name\":\"max-rate\",\"value\":\"200M\",\"source\":\"file\","
                    + "\"variable\":null,\"file\":\""
                    + file
                    + "\",\"line\":3,\"built_in\":null}"),
        json.out());
  }

  @Test
  void checksAFileWithoutUsingIt() throws IOException {
    write("wipeit.toml", "rounds = 3\n");
    assertEquals(
        file + ": can be used, settings: 1\n",
        Program.with("config", "--check", file.toString()).run().expectExit(0).out());
    write("wipeit.toml", "rounds = 0\nx = 1\n");
    ProgramResult refused = Program.with("config", "--check", file.toString()).run().expectExit(2);
    assertEquals(2, refused.err().lines().count(), refused.err());
    Program.with("config").environment("WIPEIT_ROUNDS", "0").run().expectExit(2);
  }

  @Test
  void theExampleOfTheDocumentationCanBeUsed() throws Exception {
    Path document = Path.of(System.getProperty("wipeit.basedir", ""), "docs/configuration.md");
    Matcher example = Pattern.compile("(?s)```toml\n(.*?)```").matcher(Files.readString(document));
    assertTrue(example.find());
    // What is a comment in it is what is built in, or an example where that is nothing.
    String all = example.group(1).replaceAll("(?m)^#(?=[a-z-]+ =)", "");
    ConfigFile read = ConfigFile.read(write("all.toml", all), ConfigFile.effectiveUid());
    assertEquals(
        Setting.keys(),
        read.entries().stream().map(TomlEntry::key).sorted(ConfigIT::order).toList());
    String possible = all.replaceAll("(?m)^(passes|pretest) =.*", "");
    FileFaults.check(ConfigFile.read(write("all.toml", possible), ConfigFile.effectiveUid()));
  }

  private static int order(String one, String other) {
    return Integer.compare(Setting.keys().indexOf(one), Setting.keys().indexOf(other));
  }

  @Test
  void controlCharactersOfAPathAreShownAndNotSent() throws IOException {
    Path odd = folder.resolve("a\u001b[31m\nwipeit: done\u202e");
    for (String[] arguments :
        new String[][] {
          {"wipe", odd.toString(), "--image-file", "--yes"},
          {"wipe", image.toString(), "--image-file", "--yes", "--exclude", odd.toString()},
          {"config", "--check", odd.toString()},
          {"list", "--" + odd}
        }) {
      ProgramResult result = Program.with(arguments).environment("LC_ALL", "C.UTF-8").run();
      String said = result.out() + result.err();
      assertTrue(result.exitCode() != 0, said);
      assertTrue(said.contains("\\u001b[31m\\nwipeit: done\\u202e"), said);
      assertFalse(said.contains("\u001b"), said);
      assertFalse(said.contains("\nwipeit: done"), said);
    }
    Files.write(odd, new byte[2 * MIB]);
    ProgramResult wiped =
        Program.with("wipe", odd.toString(), "--image-file", "--yes").run().expectExit(0);
    assertFalse((wiped.out() + wiped.err()).contains("\u001b"), wiped.toString());
    assertTrue(wiped.out().contains("\\u001b[31m\\nwipeit: done"), wiped.out());
  }
}
