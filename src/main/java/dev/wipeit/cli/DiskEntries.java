package dev.wipeit.cli;

import dev.wipeit.device.AtOnce;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.BlockTree;
import dev.wipeit.device.BlockTrees;
import dev.wipeit.device.Disk;
import dev.wipeit.device.Guard;
import dev.wipeit.device.Inventory;
import dev.wipeit.device.NoAnswerException;
import dev.wipeit.device.Patience;
import dev.wipeit.device.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the list tells: the inventory, the guard's verdicts, the saved runs. Every disk is
 * looked at by a thread of its own; one that does not answer in time is shown with what sysfs tells
 * of it.
 */
final class DiskEntries {

  /** Longer than a disk alone is waited for: another device may stand on it. */
  private static final Duration DEADLINE = Patience.USUAL.plusSeconds(1);

  private final Machine machine;
  private final Guard guard;
  private final PendingRuns pending;
  private final BlockTrees trees;
  private final Inventory inventory;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param state the state directory; the disk below it cannot be wiped
   */
  DiskEntries(Machine machine, Path state) {
    this.machine = machine;
    this.guard = new Guard(machine.roots(), machine.kernel(), state);
    this.pending = PendingRuns.read(machine, state);
    this.trees = new BlockTrees(machine.roots(), machine.kernel());
    this.inventory = new Inventory(machine.roots(), machine.kernel());
  }

  /** What could not be told, a line each; complete after {@link #read}. */
  List<String> problems() {
    return problems;
  }

  /**
   * Every disk, those that lead to one drive behind each other.
   *
   * @param all virtual devices and optical drives too
   * @param deep with the trees, for which devices are read
   */
  List<DiskEntry> read(boolean all, boolean deep) throws IOException {
    Inventory.Listing listing = inventory.look(all);
    problems.addAll(listing.problems());
    problems.addAll(trees.problems());
    if (pending.problem() != null) {
      problems.add(pending.problem());
    }
    List<Member> members = new ArrayList<>();
    for (List<Disk> drive : listing.drives()) {
      drive.forEach(disk -> members.add(new Member(disk, others(drive, disk))));
    }
    return AtOnce.each(members, member -> entry(member, deep), DEADLINE, this::silent).stream()
        .map(this::withSilence)
        .toList();
  }

  /** A disk, and the others that lead to its drive. */
  private record Member(Disk disk, List<Disk> others) {}

  /** What is known without the disk, or what stands on it, having answered. */
  private DiskEntry silent(Member member) {
    BlockDevice device = member.disk().device();
    return new DiskEntry(
        new Disk(device, member.disk().facts().with(NoAnswerException.text(DEADLINE))),
        member.others(),
        null,
        pending.of(device),
        List.of(refusal(device, DEADLINE)),
        DriveState.UNKNOWN);
  }

  private DiskEntry withSilence(DiskEntry entry) {
    BlockDevice device = entry.disk().device();
    @Nullable Duration silence = machine.kernel().silence(device.node());
    if (silence == null) {
      return entry;
    }
    DiskEntry troubled = entry.with(NoAnswerException.text(silence));
    return troubled.refusals().isEmpty() ? troubled.with(refusal(device, silence)) : troubled;
  }

  /** What does not answer cannot be wiped now, whatever else is known of it. */
  private static Refusal refusal(BlockDevice device, Duration silence) {
    return new Refusal(
        Refusal.Reason.UNKNOWN,
        device.path() + " may be in use: it " + NoAnswerException.text(silence),
        "check the drive and its cable");
  }

  private static List<Disk> others(List<Disk> drive, Disk disk) {
    return drive.stream()
        .filter(other -> !other.device().number().equals(disk.device().number()))
        .toList();
  }

  private DiskEntry entry(Member member, boolean deep) {
    Disk disk = member.disk();
    BlockDevice device = disk.device();
    @Nullable PendingRun run = pending.of(device);
    List<Refusal> refusals = new ArrayList<>(guard.refusals(device, false));
    if (run != null && run.isGoingOn()) {
      refusals.add(
          0,
          new Refusal(
              Refusal.Reason.BEING_WIPED,
              device.path() + " is being wiped by process " + run.holder().getAsLong(),
              "watch it with 'wipeit status'"));
    }
    return new DiskEntry(
        disk,
        member.others(),
        deep ? tree(device) : null,
        run,
        refusals,
        deep ? DriveState.of(machine, device) : DriveState.UNKNOWN);
  }

  private @Nullable BlockTree tree(BlockDevice device) {
    try {
      return trees.of(device);
    } catch (IOException gone) {
      return null;
    }
  }
}
