package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Devices;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Inventory;
import dev.wipeit.device.Patience;
import dev.wipeit.device.PatientKernel;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that a command needs of the world outside; another world makes every command a test.
 *
 * @param roots where the kernel shows itself
 * @param kernel the system calls; those that a device could keep waiting end in time
 * @param env the environment
 * @param clock the wall clock
 * @param streams standard input, output and error
 * @param signals the signals that stop a run
 */
record Machine(
    SystemRoots roots,
    PatientKernel kernel,
    Map<String, String> env,
    Clock clock,
    Streams streams,
    StopSignals signals) {

  Machine(
      SystemRoots roots,
      Kernel kernel,
      Map<String, String> env,
      Clock clock,
      Streams streams,
      StopSignals signals) {
    this(
        roots,
        new PatientKernel(kernel, roots, new Patience(System::nanoTime)),
        env,
        clock,
        streams,
        signals);
  }

  Devices devices() {
    return new Devices(roots, kernel);
  }

  /** Every disk with what is known of it, virtual ones and optical drives too. */
  List<Disk> disks() throws IOException {
    return disks(problem -> {});
  }

  /**
   * The same.
   *
   * @param problems is told what was left out, a line each
   */
  List<Disk> disks(Consumer<String> problems) throws IOException {
    Inventory.Listing listing = new Inventory(roots, kernel).look(true);
    listing.problems().forEach(problems);
    return listing.disks();
  }

  /** What is known of a device that was inspected. */
  Disk disk(BlockDevice device) throws IOException {
    return new Inventory(roots, kernel).of(device);
  }

  /** Columns of the screen that shows messages: COLUMNS, what the terminal says, or 80. */
  int columns() {
    return columns(2);
  }

  /** Columns of the screen behind a descriptor: COLUMNS, what the terminal says, or 80. */
  int columns(int descriptor) {
    String given = env.getOrDefault("COLUMNS", "");
    if (given.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(given);
    }
    int columns = kernel.terminalColumns(descriptor);
    return columns > 0 ? columns : 80;
  }

  /** Rows of that screen: LINES, what the terminal says, or 24. */
  int rows() {
    String given = env.getOrDefault("LINES", "");
    if (given.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(given);
    }
    int rows = kernel.terminalRows(2);
    return rows > 0 ? rows : 24;
  }

  /** Whether messages go to a terminal that can show control codes. */
  boolean showsLiveLine() {
    return kernel.isTerminal(2) && !"dumb".equals(env.get("TERM"));
  }

  /** Whether there is somebody to ask. */
  boolean canAsk() {
    return kernel.isTerminal(0) && kernel.isTerminal(2);
  }
}
