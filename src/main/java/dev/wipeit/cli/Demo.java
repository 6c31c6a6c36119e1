package dev.wipeit.cli;

import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The newcomer's tour: a practice image, wiped by real processes of this program, one of which is
 * interrupted with a real SIGINT.
 */
final class Demo {

  private static final ByteSize SIZE = ByteSize.ofMebibytes(192);
  private static final String RATE = "48M";
  private static final double STOP_AT_PERCENT = 30;
  private static final long PATIENCE_SECONDS = 60;

  private final Machine machine;
  private final PrintStream out;

  Demo(Machine machine) {
    this.machine = machine;
    this.out = machine.streams().out();
  }

  ExitCode run() throws IOException, CommandException {
    Path folder = Files.createTempDirectory("wipeit-demo-");
    DemoChild child = new DemoChild(machine, folder);
    Thread cleaning = new Thread(() -> clean(folder, child), "wipeit-demo-end");
    // Ctrl-C ends the tour as well.
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      tour(folder, child);
      return ExitCode.OK;
    } catch (InterruptedException e) {
      // Nothing in this program interrupts a thread; see docs/architecture.md.
      throw new IllegalStateException(e);
    }
  }

  private void clean(Path folder, DemoChild child) {
    child.end();
    try {
      delete(folder);
      out.println("The folder " + folder + " is removed again.");
    } catch (IOException e) {
      machine.streams().err().println("wipeit: " + folder + " could not be removed: " + e);
    }
  }

  private void tour(Path folder, DemoChild child)
      throws IOException, CommandException, InterruptedException {
    Path image = folder.resolve("practice.img");
    PracticeImage practice = new PracticeImage(image);
    step(1, "A practice image of " + SIZE + ", full of secrets: " + image);
    practice.make(SIZE.bytes());
    out.println("   " + practice.secrets() + " sectors hold a secret.");

    step(2, "Wiping it, slowly (--max-rate " + RATE + "), and pressing Ctrl-C in the middle:");
    Process wipe =
        child.start("wipe", "--image-file", "--yes", "--max-rate", RATE, image.toString());
    child.awaitPercent(wipe, STOP_AT_PERCENT);
    child.interrupt(wipe);
    expect(wipe, ExitCode.STOPPED_BY_INT);
    out.println("   Exit code 130. " + practice.secrets() + " sectors still hold a secret.");

    step(3, "What was saved (see docs/state-format.md):");
    child.checkpoint().lines().limit(16).forEach(line -> out.println("   " + line));
    out.println("   ...");

    step(4, "Going on where it stopped, and reading all of it back:");
    expect(
        child.start("resume", "--verify", "last", "--max-rate", "128M", image.toString()),
        ExitCode.OK);

    step(5, "Looking for what is left:");
    long left = practice.secrets();
    out.println("   " + left + " sectors hold a secret.");
    if (left != 0) {
      throw new CommandException(
          ExitCode.DIFFERS, "the demo found secrets that survived the wipe: please report this");
    }
    out.println();
    out.println("On a real drive: wipeit list, then wipeit wipe /dev/sdX (as root).");
  }

  private void step(int number, String what) {
    out.println();
    out.println(number + ". " + what);
  }

  private static void expect(Process process, ExitCode code)
      throws CommandException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new CommandException(
          ExitCode.ERROR, "the demo's child did not end: please report this");
    }
    if (process.exitValue() != code.code()) {
      throw new CommandException(
          ExitCode.ERROR,
          "the demo's child ended with "
              + process.exitValue()
              + " instead of "
              + code.code()
              + ": please report this");
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
