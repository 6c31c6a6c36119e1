package dev.wipeit.drive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What an ATA drive holds back from the host. */
final class AtaAreas {

  private final OpenDrive drive;
  private final AtaDrive ata;
  private final long sectors;
  private final int sectorBytes;

  AtaAreas(OpenDrive drive, AtaDrive ata) throws AnswerException {
    this.drive = drive;
    this.ata = ata;
    this.sectors = ata.identity().sectors();
    this.sectorBytes = ata.identity().sectorBytes();
  }

  HiddenAreas areas() throws IOException {
    @Nullable Long accessible = accessibleMax();
    // A drive with the younger feature has not got the older (ACS-3, 4.1).
    @Nullable Long hpa = accessible == null ? nativeMax() : null;
    long known = larger(larger(sectors, hpa), accessible);
    @Nullable Long configured = configuredMax();
    return new HiddenAreas(
        bytes(sectors),
        hpa == null && accessible == null && configured == null
            ? null
            : bytes(larger(known, configured)),
        difference(hpa, sectors),
        difference(configured, known),
        difference(accessible, sectors),
        null);
  }

  /** Sectors without a host protected area, or null. */
  @Nullable Long nativeMax() throws IOException {
    return ata.identity().is48Bit() ? max(AtaCommand.nativeMax()) : null;
  }

  /** Sectors without an accessible max address, or null. */
  @Nullable Long accessibleMax() throws IOException {
    return ata.identity().hasAccessibleMax() ? max(AtaCommand.accessibleNativeMax()) : null;
  }

  private @Nullable Long max(ScsiCommand command) throws IOException {
    @Nullable AtaRegisters registers = Gathering.ifAny(() -> ata.registers(command));
    // A drive has no fewer sectors than it reports: such an answer is none.
    return registers == null || !registers.whole() || registers.lba() + 1 < sectors
        ? null
        : registers.lba() + 1;
  }

  /** Sectors without a device configuration overlay, or null: words 3 to 6 (ATA8-ACS, table 27). */
  private @Nullable Long configuredMax() throws IOException {
    if (!ata.identity().hasConfiguration()) {
      return null;
    }
    @Nullable Long last =
        Gathering.ifAny(() -> drive.send(AtaCommand.configuration()).data().littleEndian(2 * 3, 8));
    return last == null || last < sectors - 1 || last >= 1L << 48 ? null : last + 1;
  }

  private static long larger(long mine, @Nullable Long other) {
    return other == null ? mine : Math.max(mine, other);
  }

  private @Nullable Long difference(@Nullable Long most, long less) {
    return most == null ? null : bytes(Math.max(0, most - less));
  }

  private long bytes(long sectors) {
    return Math.multiplyExact(sectors, (long) sectorBytes);
  }
}
