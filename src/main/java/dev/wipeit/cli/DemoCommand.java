package dev.wipeit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code wipeit demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Makes a practice image in a temporary folder, wipes it, interrupts itself with a real Ctrl-C,"
          + " resumes, verifies, shows the result and cleans up. Needs neither root nor a disk.",
      ""
    })
final class DemoCommand implements Callable<Integer> {

  private final Machine machine;

  DemoCommand(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    return new Demo(machine).run().code();
  }
}
