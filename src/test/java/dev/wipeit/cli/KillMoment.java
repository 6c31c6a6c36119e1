package dev.wipeit.cli;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.ProcessTree;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a run has begun with when, some random time later, it is killed. */
enum KillMoment {
  /** Anything, from the start of the launcher on. */
  STARTED(700) {
    @Override
    boolean hasCome(RunningProgram running, String node) {
      return true;
    }
  },
  /** The device is claimed: the proof of a resume, then the first checkpoint. */
  CLAIMED(40) {
    @Override
    boolean hasCome(RunningProgram running, String node) throws IOException {
      return isHeld(running, node);
    }
  },
  /** Writing, with a checkpoint every few milliseconds. */
  WRITING(450) {
    @Override
    boolean hasCome(RunningProgram running, String node) {
      return running.stdout().contains("\"phase\":\"write\"");
    }
  },
  /** Reading back. */
  VERIFYING(350) {
    @Override
    boolean hasCome(RunningProgram running, String node) {
      return running.stdout().contains("\"phase\":\"verify\"");
    }
  };

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final int spreadMillis;

  KillMoment(int spreadMillis) {
    this.spreadMillis = spreadMillis;
  }

  abstract boolean hasCome(RunningProgram running, String node) throws IOException;

  /** The kill falls so many milliseconds behind the beginning, at most. */
  int spreadMillis() {
    return spreadMillis;
  }

  /** Returns when it has come, or the run is over. */
  void await(RunningProgram running, String node) throws IOException {
    Await.until(
        DEADLINE,
        () -> this + " of " + node + "\n" + running.stdout() + running.stderr(),
        () -> !running.isAlive() || hasCome(running, node));
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
