package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings what the command line says of devices together with what is attached. */
final class DeviceSearch {

  private final Machine machine;
  private final DeviceChoice choice;
  private final ExitCode refusal;
  private final Consumer<String> messages;
  private @Nullable List<Disk> attached;
  private @Nullable Exclusions exclusions;

  /**
   * @param refusal the code where the devices cannot be told
   * @param messages is told what was found and what is left out
   */
  DeviceSearch(Machine machine, DeviceChoice choice, ExitCode refusal, Consumer<String> messages) {
    this.machine = machine;
    this.choice = choice;
    this.refusal = refusal;
    this.messages = messages;
  }

  /**
   * The devices to work on, at least one.
   *
   * @throws CommandException if there is none, or one cannot be told from another
   */
  Chosen find() throws CommandException, IOException {
    Chosen chosen = choice.named.isEmpty() ? found() : named();
    choice.found(chosen.paths());
    return chosen;
  }

  /** Whether a device that nothing names is one that the command line is about. */
  boolean admits(BlockDevice device) throws CommandException, IOException {
    Disk disk = machine.disk(device);
    @Nullable Selection selection = choice.selection;
    return (selection == null || selection.selects(disk)) && isLeft(disk);
  }

  private Chosen named() throws CommandException, IOException {
    // What does not tell one disk from another confirms none.
    byIdentity();
    if (choice.exclusions.isEmpty()) {
      return new Chosen(choice.named, List.of());
    }
    List<Path> left = new ArrayList<>();
    for (Path path : choice.named) {
      if (isLeft(machine.disk(machine.devices().inspect(path, true)))) {
        left.add(path);
      }
    }
    requireAny(left);
    return new Chosen(left, List.of());
  }

  private Chosen found() throws CommandException, IOException {
    @Nullable Selection selection = choice.selection;
    List<Disk> left = left(selection == null ? byIdentity() : selected(selection));
    requireAny(left);
    Chosen chosen = chosen(left);
    choice.found(chosen.paths());
    if (selection != null) {
      tell(selection, left);
    }
    return chosen;
  }

  private static Chosen chosen(List<Disk> disks) {
    List<BlockDevice> devices = disks.stream().map(Disk::device).toList();
    return new Chosen(devices.stream().map(BlockDevice::path).toList(), devices);
  }

  /** The disks of the serial numbers and WWNs, each once; where devices are named, none at all. */
  private List<Disk> byIdentity() throws CommandException, IOException {
    List<Disk> found = new ArrayList<>();
    for (String serial : choice.serials) {
      add(found, "serial number " + serial, disk -> disk.device().identity().hasSerial(serial));
    }
    for (String wwn : choice.wwns) {
      add(found, "WWN " + wwn, disk -> disk.device().identity().hasWwn(wwn));
    }
    return found;
  }

  private void add(List<Disk> found, String what, Predicate<Disk> has)
      throws CommandException, IOException {
    List<Disk> matches = Ambiguity.claims(attached().stream().filter(has).toList());
    if (matches.size() > 1) {
      throw Ambiguity.of(refusal, what, matches);
    }
    if (matches.isEmpty() && choice.named.isEmpty()) {
      throw nothing("no attached disk has " + what, attached());
    }
    matches.stream().filter(disk -> !found.contains(disk)).forEach(found::add);
  }

  private List<Disk> selected(Selection selection) throws CommandException, IOException {
    List<Disk> matches = attached().stream().filter(selection::selects).toList();
    if (matches.isEmpty()) {
      throw nothing(
          "no attached disk is as '"
              + selection
              + "' says"
              + (selection.takesVirtual()
                  ? ""
                  : " (virtual ones are looked at only with type=virtual or transport=loop)"),
          attached().stream().filter(selection::isCandidate).toList());
    }
    return matches;
  }

  /** What the exclusions leave, told where it is not all. */
  private List<Disk> left(List<Disk> disks) throws CommandException, IOException {
    List<Disk> left = new ArrayList<>();
    for (Disk disk : disks) {
      if (isLeft(disk)) {
        left.add(disk);
      }
    }
    return left;
  }

  private boolean isLeft(Disk disk) throws CommandException, IOException {
    @Nullable Exclusion exclusion = exclusions().of(disk);
    if (exclusion != null) {
      messages.accept(disk.device().path() + " is left out by --exclude " + exclusion);
    }
    return exclusion == null;
  }

  private Exclusions exclusions() throws CommandException, IOException {
    Exclusions known = exclusions;
    if (known == null) {
      List<Disk> disks = choice.exclusions.isEmpty() ? List.of() : attached();
      known = new Exclusions(machine, choice.exclusions, disks, refusal);
      exclusions = known;
    }
    return known;
  }

  private void tell(Selection selection, List<Disk> left) throws CommandException {
    List<String> lines = new ArrayList<>();
    lines.add(
        (left.size() == 1 ? "1 disk is" : left.size() + " disks are")
            + " as '"
            + selection
            + "' says:");
    lines.addAll(DiskLines.lines(left));
    requireExpected(choice.expect, left.size(), lines);
    lines.forEach(messages);
  }

  /** Refuses another number than was expected. */
  static void requireExpected(@Nullable Integer expect, int number, List<String> found)
      throws CommandException {
    if (expect == null || expect == number) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("--expect " + expect + " is not what was found: " + number);
    lines.addAll(found);
    lines.add("  look at them, then say what you expect");
    lines.add("Nothing was written.");
    throw new CommandException(ExitCode.REFUSED, lines.toArray(String[]::new));
  }

  private void requireAny(List<?> left) throws CommandException {
    if (left.isEmpty()) {
      throw new CommandException(
          refusal, "--exclude leaves nothing to work on", "Nothing was written.");
    }
  }

  private CommandException nothing(String what, List<Disk> there) {
    List<String> lines = new ArrayList<>();
    lines.add(what + (there.isEmpty() ? ", and there is none at all" : "; there are:"));
    lines.addAll(DiskLines.lines(there));
    lines.add("  see 'wipeit list -v' for all that is known of them");
    lines.add("Nothing was written.");
    return new CommandException(refusal, lines.toArray(String[]::new));
  }

  private List<Disk> attached() throws IOException {
    List<Disk> disks = attached;
    if (disks == null) {
      disks = machine.disks();
      attached = disks;
    }
    return disks;
  }
}
