package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness with shell scripts in the place of the program. */
final class ProgramTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void tellsOutputAndExitCode() throws IOException {
    ProgramResult result = script("echo out; echo err >&2; exit 7").run().expectExit(7);
    assertEquals(List.of("out"), result.outLines());
    assertEquals(List.of("err"), result.errLines());
  }

  @Test
  void failsWithAllOutputWhereTheExitCodeIsAnother() throws IOException {
    ProgramResult result = script("echo to-out; echo to-err >&2").run();
    AssertionError error = assertThrows(AssertionError.class, () -> result.expectExit(3));
    for (String part : List.of("exit code 0, expected 3", "to-out", "to-err")) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }

  @Test
  void failsWithAllOutputAtTheDeadlineAndKills() throws IOException {
    Path pid = folder.resolve("pid");
    Program program = script("echo $$ > " + pid + "; echo said; exec sleep 1000");
    RunningProgram running = program.start();
    running.awaitStdout("^said$", SOON);
    AssertionError error =
        assertThrows(AssertionError.class, () -> running.awaitExit(Duration.ofMillis(10)));
    assertTrue(error.getMessage().contains("said"), error.getMessage());
    running.close();
    assertGone(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void givesNoInputUnlessTold() throws IOException {
    assertEquals("", script("cat").run().out());
    assertEquals("typed\n", script("cat").input("typed\n").run().out());
  }

  @Test
  void givesEachRunItsOwnStateDirectory() throws IOException {
    Program one = script("echo $*", "list");
    Program two = script("echo $*", "list");
    assertEquals("list --state-dir " + one.stateDirectory() + "\n", one.run().out());
    assertFalse(one.stateDirectory().equals(two.stateDirectory()));
    assertEquals("list --state-dir /x\n", two.stateDirectory(Path.of("/x")).run().out());
    assertEquals("list\n", two.withoutStateDirectory().run().out());
    assertEquals("--state-dir y\n", script("echo $*", "--state-dir", "y").run().out());
  }

  @Test
  void setsEnvironmentFolderAndWrapper() throws IOException {
    assertEquals("v\n", script("echo $NAME").environment("NAME", "v").run().out());
    assertEquals(folder.toRealPath() + "\n", script("pwd -P").in(folder).run().out());
    assertEquals("w\n", script("echo $NAME").under("env", "NAME=w").run().out());
  }

  @Test
  void sendsSignals() throws IOException {
    RunningProgram running =
        script("trap 'echo got it >&2; exit 130' INT; echo ready >&2; while :; do sleep 0.05; done")
            .start();
    running.awaitStderr("^ready$", SOON);
    running.signal("INT");
    running.awaitExit(SOON).expectExit(130);
    assertTrue(running.stderr().contains("got it"));
    assertThrows(IOException.class, () -> running.signal("INT"));
  }

  @Test
  void killsAllThatWasStarted() throws IOException {
    Path pid = folder.resolve("pid");
    RunningProgram running =
        script("sleep 1000 & echo $! > " + pid + "; echo ready >&2; wait").start();
    running.awaitStderr("ready", SOON);
    running.kill9();
    assertEquals(137, running.awaitExit(SOON).exitCode());
    assertGone(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void findsJavaBelowTheLauncher() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    Path source = folder.resolve("Sleep.java");
    Files.writeString(
        source,
        "class Sleep { public static void main(String[] a) throws Exception "
            + "{ System.err.println(\"pid \" + ProcessHandle.current().pid()); Thread.sleep(100000); } }");
    RunningProgram running = script(java + " " + source + "; exit 5").start();
    running.awaitStderr("^pid " + running.javaPid() + "$", Duration.ofSeconds(60));
    assertFalse(running.javaPid() == running.pid());
    running.signalJava("KILL");
    running.awaitExit(SOON).expectExit(5);
  }

  @Test
  void refusesDevicesThatAreNotOurs() throws IOException {
    Requires.root();
    Requires.tool("mknod");
    Path foreign = folder.resolve("a-disk");
    // Major number 259 is for block devices without a fixed one; no driver answers for minor
    // 1048575.
    Tool.run("mknod", foreign.toString(), "b", "259", "1048575").succeeded();
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), foreign);
    for (String argument :
        List.of(foreign.toString(), link.toString(), "a-disk", "--device=" + foreign)) {
      Program program = script("exit 0", "wipe", argument).in(folder);
      assertThrows(IllegalArgumentException.class, program::run, argument);
    }
    assertThrows(
        IllegalArgumentException.class, () -> Terminal.start(80, 24, "cat", foreign.toString()));
    script("exit 0", "wipe", folder.resolve("missing").toString()).run().expectExit(0);
  }

  @Test
  void killsWhatATestLeavesAtItsEnd() throws IOException {
    RunningProgram running = script("exec sleep 1000").start();
    new EndsPrograms().afterEach(null);
    assertGone(running.pid());
  }

  private Program script(String text, String... arguments) throws IOException {
    Path file = Files.createTempFile(folder, "script", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return new Program(file, List.of(arguments));
  }

  private static void assertGone(long pid) throws IOException {
    Await.until(SOON, () -> "the end of " + pid, () -> ProcessHandle.of(pid).isEmpty());
  }
}
