package dev.wipeit.device;

import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Refuses a drive that a second disk of the machine leads to, or seems to lead to. */
final class SecondPathRule implements Rule {

  private final Devices devices;

  SecondPathRule(SystemRoots roots, Kernel kernel) {
    this.devices = new Devices(roots, kernel);
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    BlockDevice mine = devices.describe(subject.entry().disk(), Attributes.lenient());
    List<Refusal> refusals = new ArrayList<>();
    if (mine.kind() != DeviceKind.DISK) {
      return refusals;
    }
    for (BlockDevice other : devices.list()) {
      if (other.kind() == DeviceKind.DISK
          && !other.number().equals(mine.number())
          && areOne(mine, other)) {
        refusals.add(refusal(mine, other));
      }
    }
    return refusals;
  }

  /**
   * The namespaces of an NVMe drive share its serial number, but not the WWN. A path that stands by
   * can have no size. The slots of a card reader share one serial number, and have different cards
   * or none.
   */
  static boolean areOne(BlockDevice mine, BlockDevice other) {
    String wwn = mine.identity().wwn();
    if (wwn != null && other.identity().wwn() != null) {
      return wwn.equals(other.identity().wwn());
    }
    String serial = mine.identity().serial();
    return serial != null && serial.equals(other.identity().serial()) && sizesFit(mine, other);
  }

  private static boolean sizesFit(BlockDevice mine, BlockDevice other) {
    if (mine.sizeBytes() == 0 || other.sizeBytes() == 0) {
      return !mine.removable() && !other.removable();
    }
    return mine.sizeBytes() == other.sizeBytes();
  }

  private static Refusal refusal(BlockDevice mine, BlockDevice other) {
    return new Refusal(
        Reason.SECOND_PATH,
        mine.node()
            + " and "
            + other.node()
            + " say that they are the same drive ("
            + mine.identity().describe()
            + ")",
        "wipe it through its multipath device, or detach one of the two");
  }
}
