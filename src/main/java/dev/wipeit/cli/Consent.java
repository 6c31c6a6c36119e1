package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's consent. On a terminal the serial number is typed; without one {@code --yes} is
 * needed, and something that names the drive itself: its serial number, its WWN, its path by id, or
 * the number of drives that a selection was expected to come to.
 */
final class Consent {

  private final Machine machine;
  private final boolean yes;
  private final Naming naming;

  /**
   * @param yes whether the command line consents
   * @param naming what the command line says of the drives themselves
   */
  Consent(Machine machine, boolean yes, Naming naming) {
    this.machine = machine;
    this.yes = yes;
    this.naming = naming;
  }

  /**
   * Every serial number and WWN that the command line names must be that of one of its devices.
   *
   * @throws CommandException if one is not
   */
  void checkNames(List<BlockDevice> devices) throws CommandException {
    List<String> left = naming.unanswered(devices);
    if (!left.isEmpty()) {
      throw refusal(
          "none of the devices has " + String.join(", ", left),
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
                + LineStream.shown(name)
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
    return naming.names(device, machine.roots().dev().resolve("disk").resolve("by-id"));
  }

  /** How consent stands, for somebody who does not need it yet. */
  String standing(BlockDevice device) {
    if (yes && isNamedItself(device)) {
      return "given on the command line";
    }
    return machine.canAsk() ? "will be asked for" : "missing: " + missing(device);
  }

  private CommandException withoutTerminal(BlockDevice device) {
    return refusal(
        "no consent for "
            + device.path()
            + (yes
                ? ": --yes alone does not say which drive is meant"
                : ": there is no terminal to ask on"),
        missing(device));
  }

  private String missing(BlockDevice device) {
    if (naming.selected()) {
      return "give --yes and --expect N, the number of disks that you expect";
    }
    if (!yes) {
      return "give --yes" + (device.isDrive() ? " and --serial SERIAL" : "");
    }
    return "give --serial SERIAL too, or name the drive by its path in /dev/disk/by-id";
  }

  private static CommandException refusal(String what, String remedy) {
    return new CommandException(ExitCode.REFUSED, what, "  " + remedy, "Nothing was written.");
  }
}
