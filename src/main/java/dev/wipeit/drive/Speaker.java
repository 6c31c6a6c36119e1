package dev.wipeit.drive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open drive in its own language. */
sealed interface Speaker permits AtaDrive, ScsiDrive, NvmeDrive {

  DriveLabels labels() throws IOException;

  DriveHealth health() throws IOException;

  /**
   * Its temperature, and the limit of that where the same answer has it; no other number. Nothing
   * where a disk would have to start to tell.
   */
  DriveHealth temperature() throws IOException;

  /** What it holds back, or null where it does not tell its size. */
  @Nullable HiddenAreas areas() throws IOException;

  /** Makes it show what it hides, for good. */
  Revelation reveal() throws IOException;

  /** Finds out which language a drive speaks behind the one that it is asked in. */
  static Speaker of(OpenDrive drive, Protocol protocol) throws IOException {
    if (protocol == Protocol.NVME) {
      return new NvmeDrive(drive);
    }
    InquiryData inquiry = new InquiryData(drive.send(ScsiCommand.inquiry()).data());
    if (!inquiry.isDisk()) {
      throw new CommandException("INQUIRY", "it is not a disk");
    }
    boolean isBridge = protocol == Protocol.USB;
    ScsiDrive scsi =
        new ScsiDrive(drive, inquiry, !isBridge || (inquiry.isModern() && !inquiry.isRemovable()));
    // Sticks and card readers have no ATA drive behind them.
    boolean mayBeAta =
        inquiry.isTranslatedAta() || (isBridge ? !inquiry.isRemovable() : scsi.hasAtaInformation());
    @Nullable AtaDrive ata = mayBeAta ? AtaDrive.identified(drive) : null;
    return ata == null ? scsi : ata;
  }
}
