package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Foundations;
import dev.wipeit.device.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line spares, against what is attached. */
final class Exclusions {

  private final Machine machine;
  private final Foundations foundations;
  private final List<Spared> all = new ArrayList<>();

  /** One of them, and the disks that it means by name; none for a selection. */
  private record Spared(Exclusion exclusion, List<Disk> disks) {}

  /**
   * Looks up what is excluded by name: a misspelt exclusion would protect nothing.
   *
   * @param attached the disks that there are
   * @throws CommandException if one of them names nothing
   */
  Exclusions(Machine machine, List<Exclusion> exclusions, List<Disk> attached, ExitCode refusal)
      throws CommandException, IOException {
    this.machine = machine;
    this.foundations = new Foundations(machine.roots(), machine.kernel());
    for (Exclusion exclusion : exclusions) {
      List<Disk> disks = named(exclusion, attached);
      if (disks.isEmpty() && !(exclusion instanceof Exclusion.OfSelection)) {
        throw new CommandException(
            refusal,
            "--exclude " + exclusion + " names nothing that is attached, and would spare nothing",
            "  a path, a serial number or a WWN as 'wipeit list' shows it; terms such as serial="
                + exclusion
                + " need not match",
            "Nothing was written.");
      }
      all.add(new Spared(exclusion, disks));
    }
  }

  private List<Disk> named(Exclusion exclusion, List<Disk> attached) throws IOException {
    if (exclusion instanceof Exclusion.OfName name) {
      return attached.stream().filter(disk -> isNamed(disk.device(), name.name())).toList();
    }
    return exclusion instanceof Exclusion.OfPath path ? at(path.path(), attached) : List.of();
  }

  private List<Disk> at(Path path, List<Disk> attached) throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    Path node = path.toRealPath();
    List<Disk> disks = attached.stream().filter(disk -> disk.device().node().equals(node)).toList();
    if (!disks.isEmpty()) {
      // A broken disk too, which cannot be inspected.
      return disks;
    }
    try {
      return List.of(machine.disk(machine.devices().inspect(path, true)));
    } catch (RefusedException noDevice) {
      return List.of();
    }
  }

  private static boolean isNamed(BlockDevice device, String name) {
    return device.identity().hasSerial(name) || device.identity().hasWwn(name);
  }

  /**
   * The exclusion that spares a device, or null. A partition is spared with its disk, a disk with
   * its partition, a drive whatever path leads to it, and what is mapped onto it too.
   */
  @Nullable Exclusion of(Disk disk) throws IOException {
    if (all.isEmpty()) {
      return null;
    }
    List<Disk> below = new ArrayList<>(List.of(disk));
    for (BlockDevice foundation : foundations.of(disk.device())) {
      below.add(machine.disk(foundation));
    }
    for (Spared spared : all) {
      if (isMeant(spared, disk, below)) {
        return spared.exclusion();
      }
    }
    return null;
  }

  private boolean isMeant(Spared spared, Disk disk, List<Disk> below) throws IOException {
    if (spared.exclusion() instanceof Exclusion.OfSelection terms) {
      return below.stream().anyMatch(terms.selection()::mayMean);
    }
    for (Disk one : spared.disks()) {
      boolean touches =
          below.stream().anyMatch(part -> isSame(part.device(), one.device()))
              || foundations.of(one.device()).stream()
                  .anyMatch(foundation -> isSame(foundation, disk.device()));
      if (touches) {
        return true;
      }
    }
    return false;
  }

  /** The number of an image file is that of the device that holds it. */
  private static boolean isSame(BlockDevice one, BlockDevice other) {
    boolean image = one.kind() == DeviceKind.IMAGE_FILE || other.kind() == DeviceKind.IMAGE_FILE;
    return (!image && one.number().equals(other.number()))
        || one.identity().isSameDeviceAs(other.identity());
  }
}
