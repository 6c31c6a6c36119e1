package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.ProcessTree;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A SIGKILL for a run, after which nothing of the run is left.
 *
 * @param target who was killed: java, launcher, or system call where the kernel did it
 * @param heldDevice whether the device was open shortly before
 * @param code the exit code; 0 if the run was over before
 */
record KillShot(String target, boolean heldDevice, int code) {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int KILLED = 137;

  /** Waits for the end that strace prepares. */
  static KillShot atSystemCall(RunningProgram running) throws IOException {
    return of("system call", true, running.awaitExit(SOON.multipliedBy(2)));
  }

  /** Kills now: the launcher or, if there already is one, Java. */
  static KillShot now(RunningProgram running, boolean launcher, String node) throws IOException {
    boolean held = isHeld(running, node);
    List<ProcessHandle> processes = processes(running);
    int java = launcher ? -1 : indexOfJava(processes);
    if (!processes.isEmpty()) {
      processes.get(Math.max(java, 0)).destroyForcibly();
    }
    ProgramResult result = running.awaitExit(SOON);
    for (ProcessHandle process : processes) {
      Await.until(
          // Java ends with its launcher, at the latest when it looks for it.
          SOON, () -> "the end of " + process.info() + "\n" + result, () -> !isRunning(process));
    }
    return of(java < 0 ? "launcher" : "java", held, result);
  }

  private static KillShot of(String target, boolean held, ProgramResult result) {
    int code = result.exitCode();
    assertTrue(code == 0 || code == KILLED, () -> "neither killed nor over: " + result);
    return new KillShot(target, held, code);
  }

  boolean isMissed() {
    return code == 0;
  }

  /** The launcher, and Java if it has been started. */
  private static List<ProcessHandle> processes(RunningProgram running) throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (long pid : ProcessTree.pids(running.pid())) {
      ProcessHandle.of(pid).ifPresent(processes::add);
    }
    return processes;
  }

  private static int indexOfJava(List<ProcessHandle> processes) {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).info().command().orElse("").endsWith("/java")) {
        return i;
      }
    }
    return -1;
  }

  /** One that has ended, but that nobody has waited for, holds nothing any more. */
  private static boolean isRunning(ProcessHandle process) throws IOException {
    Path entry = Path.of("/proc/" + process.pid());
    try (Stream<Path> threads = Files.list(entry.resolve("task"))) {
      String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
      boolean ended = stat.startsWith("Z", stat.lastIndexOf(')') + 2);
      return process.isAlive() && !(ended && threads.count() == 1);
    } catch (IOException gone) {
      return process.isAlive();
    }
  }

  /** Whether the program or a process below it has the device open. */
  private static boolean isHeld(RunningProgram running, String node) throws IOException {
    for (long pid : ProcessTree.pids(running.pid())) {
      try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
        for (Path fd : fds) {
          if (Files.readSymbolicLink(fd).toString().equals(node)) {
            return true;
          }
        }
      } catch (IOException | DirectoryIteratorException closedMeanwhile) {
        continue;
      }
    }
    return false;
  }
}
