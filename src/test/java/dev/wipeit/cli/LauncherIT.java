package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script at the head of the program. */
final class LauncherIT {

  private static final String[] NEEDED = {"sh", "id", "readlink", "dirname", "env", "kill"};

  @TempDir private Path folder;

  private static Path program() {
    return Path.of(System.getProperty("wipeit.program"));
  }

  /** A folder with what the script needs, but no Java. */
  private Path tools() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String name : NEEDED) {
      Path tool = Path.of("/usr/bin", name);
      if (Files.exists(tool)) {
        Files.createSymbolicLink(tools.resolve(name), tool);
      }
    }
    return tools;
  }

  /** The program as it is, but for the folder where it looks for Java. */
  private Path lookingIn(Path machines) throws IOException {
    String text = Files.readString(program(), StandardCharsets.ISO_8859_1);
    String changed = text.replace("/usr/lib/jvm/*/bin/java", machines + "/*/bin/java");
    assertFalse(changed.equals(text), "the script looks somewhere else now");
    Path copy = Files.writeString(folder.resolve("copy"), changed, StandardCharsets.ISO_8859_1);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    return copy;
  }

  private void fakeJava(String name, String release) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("jvm").resolve(name).resolve("bin"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho ran " + name + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(bin.resolveSibling("release"), release);
  }

  private ProgramResult version(Path file) throws IOException {
    return Program.with("--version")
        .withoutStateDirectory()
        .under("env", "PATH=" + tools(), "/bin/sh", file.toString())
        .run();
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoJava() throws IOException {
    ProgramResult result = version(lookingIn(folder.resolve("jvm"))).expectExit(1);
    assertEquals(
        "wipeit: needs Java 17 or later, found none. On Debian: apt-get install"
            + " openjdk-17-jre-headless\n",
        result.err());
    assertEquals("", result.out());
  }

  @Test
  void namesTheNewestOfThoseThatAreTooOld() throws IOException {
    fakeJava("a-11", "JAVA_VERSION=\"11.0.22\"\n");
    fakeJava("b-8", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_402\"\n");
    ProgramResult result = version(lookingIn(folder.resolve("jvm"))).expectExit(1);
    assertTrue(result.err().startsWith("wipeit: needs Java 17 or later, found 11."), "" + result);
    assertEquals(1, result.errLines().size(), result.toString());
  }

  @ParameterizedTest
  @CsvSource({"17", "17.0.12", "21-ea", "25.0.1", "100"})
  void takesOneThatIsNewEnough(String release) throws IOException {
    fakeJava("a-11", "JAVA_VERSION=\"11.0.22\"\n");
    fakeJava("b-new", "JAVA_VERSION=\"" + release + "\"\n");
    ProgramResult result = version(lookingIn(folder.resolve("jvm"))).expectExit(0);
    assertEquals("ran b-new\n", result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "JAVA_VERSION=\"unknown\"\n", "JAVA_VERSION=\"\"\n", "X=\"17\"\n"})
  void passesOneByThatDoesNotSayItsVersion(String release) throws IOException {
    fakeJava("a", release);
    fakeJava("b-17", "JAVA_VERSION=\"17.0.1\"\n");
    ProgramResult result = version(lookingIn(folder.resolve("jvm"))).expectExit(0);
    assertEquals("ran b-17\n", result.out());
    assertEquals("", result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void takesNoOptionsFromTheEnvironment(String variable) throws IOException {
    ProgramResult result =
        Program.with("--version")
            .withoutStateDirectory()
            .environment(variable, "-XX:+PrintFlagsFinal -Dx=y --not-an-option")
            .run()
            .expectExit(0);
    assertEquals(1, result.outLines().size(), result.toString());
    assertEquals("", result.err());
  }

  @Test
  void runsFromAPathWithASpaceThroughALinkAndFromAnotherFolder() throws IOException {
    Path spaced = Files.createDirectories(folder.resolve("a b/c  d"));
    Path copy = Files.copy(program(), spaced.resolve("wipe it"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), copy);
    for (String file : new String[] {copy.toString(), link.toString(), "./wipe it"}) {
      ProgramResult result =
          Program.with("-c", "exec \"$0\" methods", file)
              .withoutStateDirectory()
              .under("sh", "-c", "shift; exec sh \"$@\"", "sh")
              .in(spaced)
              .run()
              .expectExit(0);
      assertTrue(result.out().startsWith("For today:"), result.toString());
    }
  }

  @Test
  void anArchiveOfClassesIsMadeBesideItAndUsedUntilTheProgramIsReplaced() throws IOException {
    Path spaced = Files.createDirectories(folder.resolve("a b"));
    Path copy = Files.copy(program(), spaced.resolve("wipe it"));
    String maps = "exec strace -f -e trace=openat \"$0\" methods 2>&1";
    Requires.tool("strace");
    ProgramResult made = shell(copy, "exec \"$0\" --class-archive").expectExit(0);
    assertTrue(made.out().contains(copy + ".jsa makes the start faster"), made::toString);
    assertTrue(Files.size(Path.of(copy + ".jsa")) > 1 << 20);
    ProgramResult used = shell(copy, maps).expectExit(0);
    assertTrue(used.out().contains("wipe it.jsa\", O_RDONLY"), used::toString);
    Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
    ProgramResult stale = shell(copy, "exec \"$0\" methods").expectExit(0);
    assertEquals("", stale.err());
    assertTrue(stale.out().startsWith("For today:"), stale::toString);
  }

  private static ProgramResult shell(Path file, String script) throws IOException {
    return Program.with("-c", script, file.toString())
        .withoutStateDirectory()
        .under("sh", "-c", "shift; exec sh \"$@\"", "sh")
        .run();
  }

  @Test
  void standardInputIsPassedOn() throws IOException {
    Path image = Files.write(folder.resolve("image"), new byte[8 << 20]);
    Program program = Program.with("--yes", "--image-file", "--max-rate", "1M", image.toString());
    try (RunningProgram running = program.input("typed\n").start()) {
      running.awaitStderr("begins at byte", Duration.ofSeconds(30));
      Path input = Path.of("/proc", Long.toString(running.javaPid()), "fd/0");
      assertEquals("typed\n", Files.readString(input));
    }
  }

  @Test
  void exitCodesArePassedOn() throws IOException {
    Path image = Files.write(folder.resolve("image"), new byte[512]);
    ProgramResult refused =
        Program.with("--image-file", image.toString()).input("image\n").run().expectExit(3);
    assertTrue(refused.err().contains("no terminal"), refused.toString());
    Program.with("--no-such-option").run().expectExit(2);
    Program.with("resume").run().expectExit(7);
  }

  @Test
  void runsOnTheNewestJavaWithoutAWarning() throws IOException {
    Path machines = Path.of("/usr/lib/jvm");
    Requires.tool("sh");
    try (var all = Files.newDirectoryStream(machines, "*25*")) {
      var found = all.iterator();
      Assumptions.assumeTrue(found.hasNext(), "needs Java 25 in " + machines);
      String path = found.next().resolve("bin") + ":" + System.getenv("PATH");
      Path image = Files.write(folder.resolve("image"), new byte[4097]);
      ProgramResult result =
          Program.with("--yes", "-q", "--image-file", image.toString())
              .environment("PATH", path)
              .run()
              .expectExit(0);
      assertEquals("", result.err());
    }
  }
}
