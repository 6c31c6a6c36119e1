package dev.wipeit.device;

import dev.wipeit.device.Refusal.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Refuses what cannot be wiped as it is: no medium, read-only, a partition, another size. */
final class FactRule implements Rule {

  private final boolean partitionAllowed;

  FactRule(boolean partitionAllowed) {
    this.partitionAllowed = partitionAllowed;
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    BlockDevice device = subject.device();
    SysDevice entry = subject.entry();
    List<Refusal> refusals = new ArrayList<>(ofState(device));
    if (entry.isPartition() && !partitionAllowed) {
      String detail = device.path() + " is a partition of " + entry.disk().name();
      refusals.add(
          new Refusal(Reason.PARTITION, detail, "name the whole disk, or say --partition"));
    }
    refusals.addAll(ofKind(device, entry.disk()));
    boolean readOnly = entry.isReadOnly() || entry.disk().isReadOnly();
    if (readOnly && !device.readOnly()) {
      refusals.add(readOnly(device));
    }
    if (entry.sizeBytes() != device.sizeBytes()) {
      refusals.add(resized(device, entry.sizeBytes()));
    }
    return refusals;
  }

  private static List<Refusal> ofKind(BlockDevice device, SysDevice disk) {
    List<Refusal> refusals = new ArrayList<>();
    if (disk.isOptical()) {
      refusals.add(
          new Refusal(
              Reason.OPTICAL,
              device.path() + " is an optical drive: its discs cannot be overwritten",
              "destroy the disc"));
    }
    if ("host-managed".equals(disk.text("queue/zoned"))) {
      refusals.add(
          new Refusal(
              Reason.ZONED,
              device.path() + " takes writes only in sequence within its zones (host-managed)",
              "the drive's own sanitize or format command"));
    }
    return refusals;
  }

  /** The rules that an image file shares. */
  static List<Refusal> ofState(BlockDevice device) {
    List<Refusal> refusals = new ArrayList<>();
    if (device.readOnly()) {
      refusals.add(readOnly(device));
    }
    if (device.sizeBytes() == 0) {
      refusals.add(empty(device));
    }
    return refusals;
  }

  private static Refusal readOnly(BlockDevice device) {
    String detail = device.path() + " is read-only";
    String remedy =
        device.kind() == DeviceKind.IMAGE_FILE
            ? "chmod u+w " + Shell.word(device.path().toString())
            : "blockdev --setrw " + device.node() + ", or the drive's own write protection";
    return new Refusal(Reason.READ_ONLY, detail, remedy);
  }

  private static Refusal empty(BlockDevice device) {
    if (device.kind() == DeviceKind.IMAGE_FILE) {
      return new Refusal(Reason.NO_MEDIUM, device.path() + " is empty", "name a file with content");
    }
    boolean mayBeOdd = device.kind() == DeviceKind.DISK && !device.removable();
    return new Refusal(
        Reason.NO_MEDIUM,
        device.path() + " has no medium: its size is 0",
        mayBeOdd
            ? "wait until it is ready; one with sectors of 520 or 528 bytes needs sg_format"
                + " --format --size=512"
            : "insert a medium");
  }

  private static Refusal resized(BlockDevice device, long sizeBytes) {
    return new Refusal(
        Reason.UNKNOWN,
        device.path() + " has " + sizeBytes + " bytes now, not " + device.sizeBytes(),
        "start again, so that the device is looked at anew");
  }
}
