package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's consent. On a terminal the serial number is typed; without one {@code --yes} is
 * needed, and something that names the drive itself: its serial number or its path by id.
 */
final class Consent {

  private final Machine machine;
  private final boolean yes;
  private final List<String> serials;

  /**
   * @param yes whether the command line consents
   * @param serials the serial numbers that the command line names
   */
  Consent(Machine machine, boolean yes, List<String> serials) {
    this.machine = machine;
    this.yes = yes;
    this.serials = List.copyOf(serials);
  }

  /**
   * Every serial number that the command line names must be that of a device it names.
   *
   * @throws CommandException if one is not
   */
  void checkSerials(List<BlockDevice> devices) throws CommandException {
    List<String> left = new ArrayList<>(serials);
    devices.forEach(device -> left.remove(device.identity().serial()));
    if (!left.isEmpty()) {
      throw refusal(
          "none of the devices has serial number " + String.join(", ", left),
          "check the devices with 'wipeit list'");
    }
  }

  /**
   * Asks, or finds the consent on the command line.
   *
   * @param question what will be done to the device, shown before the answer is typed
   * @throws CommandException if there is no consent
   */
  void require(BlockDevice device, String question) throws CommandException, IOException {
    if (yes && isNamedItself(device)) {
      return;
    }
    if (!machine.canAsk()) {
      throw withoutTerminal(device);
    }
    String name = device.identity().serial() == null ? device.name() : device.identity().serial();
    machine.streams().err().println(question);
    machine
        .streams()
        .err()
        .print(
            "Type its "
                + (device.identity().serial() == null ? "name" : "serial number")
                + " ("
                + name
                + ") to go on, anything else to stop: ");
    machine.streams().err().flush();
    @Nullable String answer = ask();
    if (answer == null || !answer.strip().equals(name)) {
      machine.streams().err().println();
      throw refusal(
          "no consent for " + device.path() + ": what was typed is not '" + name + "'",
          "start anew if you meant it");
    }
  }

  /** Whether {@link #require} will ask. */
  boolean asks(BlockDevice device) {
    return !(yes && isNamedItself(device)) && machine.canAsk();
  }

  private @Nullable String ask() throws IOException {
    machine.signals().asking(true);
    try {
      return machine.streams().in().readLine();
    } finally {
      machine.signals().asking(false);
    }
  }

  private boolean isNamedItself(BlockDevice device) {
    Path byId = machine.roots().dev().resolve("disk").resolve("by-id");
    return !device.isDrive()
        || device.path().toAbsolutePath().normalize().startsWith(byId)
        || (device.identity().serial() != null && serials.contains(device.identity().serial()));
  }

  private CommandException withoutTerminal(BlockDevice device) {
    if (!yes) {
      return refusal(
          "no consent for " + device.path() + ": there is no terminal to ask on",
          "give --yes" + (device.isDrive() ? " and --serial SERIAL" : ""));
    }
    return refusal(
        "no consent for " + device.path() + ": --yes alone does not say which drive is meant",
        "give --serial SERIAL too, or name the drive by its path in /dev/disk/by-id");
  }

  private static CommandException refusal(String what, String remedy) {
    return new CommandException(ExitCode.REFUSED, what, "  " + remedy, "Nothing was written.");
  }
}
