package dev.wipeit.drive;

import dev.wipeit.drive.Revelation.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives an ATA drive its native size back. For good, not until the next power cycle: after a power
 * cut in the middle of a wipe the drive has to have the size that the wipe was begun with.
 */
final class AtaReveal {

  /** Another command of the kernel can come between the two of a pair. */
  private static final int ATTEMPTS = 3;

  private final OpenDrive drive;
  private final AtaDrive ata;
  private final AtaAreas places;

  AtaReveal(OpenDrive drive, AtaDrive ata) throws AnswerException {
    this.drive = drive;
    this.ata = ata;
    this.places = new AtaAreas(drive, ata);
  }

  Revelation reveal() throws IOException {
    HiddenAreas areas = places.areas();
    if (!areas.isKnown()) {
      return new Revelation(Kind.UNKNOWN, "the drive does not tell", areas.reportedBytes());
    }
    if (isThere(areas.dcoBytes())) {
      // Restoring an overlay changes more than the size: which features the drive has.
      return new Revelation(
          Kind.REFUSED,
          "a device configuration overlay is not undone by wipeit; see hdparm --dco-restore",
          areas.reportedBytes());
    }
    if (isThere(areas.amaBytes())) {
      return accessible(areas);
    }
    return isThere(areas.hpaBytes())
        ? protectedArea(areas)
        : new Revelation(Kind.NOTHING_HIDDEN, "the drive hides nothing", areas.reportedBytes());
  }

  private static boolean isThere(@Nullable Long bytes) {
    return bytes != null && bytes > 0;
  }

  private Revelation protectedArea(HiddenAreas areas) throws IOException {
    String refusal = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        long last = ata.registers(AtaCommand.nativeMax()).lba();
        ata.registers(AtaCommand.setMax(last));
        return checked(areas);
      } catch (CommandException e) {
        refusal = String.valueOf(e.getMessage());
      }
    }
    return new Revelation(
        Kind.REFUSED,
        "the drive does not give its host protected area up: " + refusal,
        areas.reportedBytes());
  }

  /** What the drive says now counts, not that it took the command. */
  private Revelation checked(HiddenAreas before) throws IOException {
    AtaDrive now = AtaDrive.identified(drive);
    HiddenAreas after = now == null ? before : new AtaAreas(drive, now).areas();
    if (after.reportedBytes() <= before.reportedBytes() || isThere(after.hpaBytes())) {
      return new Revelation(
          Kind.REFUSED,
          "the drive took the command and still reports " + after.reportedBytes() + " bytes",
          after.reportedBytes());
    }
    int multiple = ata.identity().multiple();
    if (multiple > 0) {
      Gathering.ifAny(() -> ata.registers(AtaCommand.setMultiple(multiple)));
    }
    return new Revelation(
        Kind.REVEALED,
        "host protected area of "
            + (after.reportedBytes() - before.reportedBytes())
            + " bytes given up for good",
        after.reportedBytes());
  }

  /**
   * The kernel takes another size from a drive that is running for another drive, and gives it up;
   * only of a host protected area it knows better (ata_dev_revalidate in
   * drivers/ata/libata-core.c).
   */
  private Revelation accessible(HiddenAreas areas) throws IOException {
    try {
      long last = ata.registers(AtaCommand.accessibleNativeMax()).lba();
      ata.registers(AtaCommand.setAccessibleMax(last));
      return new Revelation(
          Kind.NEEDS_POWER_CYCLE,
          "the accessible max address is the native one now; switch the drive off and on",
          areas.reportedBytes());
    } catch (CommandException e) {
      return new Revelation(
          Kind.REFUSED,
          "the drive does not change its accessible max address: " + e.getMessage(),
          areas.reportedBytes());
    }
  }
}
