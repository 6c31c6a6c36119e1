package dev.wipeit.cli;

import dev.wipeit.device.Disk;
import dev.wipeit.device.DriveType;
import dev.wipeit.device.Transport;
import dev.wipeit.units.ByteSize;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a run may take, and what that is taken from.
 *
 * @param time an estimate, or null where there is nothing to take it from
 * @param basis what it is taken from, for a person
 */
record Estimate(@Nullable Duration time, String basis) {

  /** The ways to a drive that are as fast as the drive; of the others nothing is known. */
  private static final Set<Transport> DIRECT =
      Set.of(Transport.SATA, Transport.ATA, Transport.SAS, Transport.NVME, Transport.MMC);

  /**
   * The estimate for one drive.
   *
   * @param bytes what is written and read back in all
   * @param maxRate the limit of the command line in bytes a second, or null
   */
  static Estimate of(Disk disk, long bytes, @Nullable ByteSize maxRate) {
    @Nullable ByteSize typical = typicalRate(disk);
    if (maxRate != null && (typical == null || maxRate.compareTo(typical) <= 0)) {
      return new Estimate(
          at(bytes, maxRate),
          "at --max-rate " + maxRate + "/s" + (typical == null ? ", if the drive is as fast" : ""));
    }
    if (typical == null) {
      return new Estimate(null, "how fast this drive is shows only while it is written");
    }
    return new Estimate(
        at(bytes, typical),
        "a guess: "
            + typical
            + "/s is usual for "
            + disk.device().type().kind().label()
            + ", this one may do half or twice that");
  }

  private static Duration at(long bytes, ByteSize perSecond) {
    return Duration.ofSeconds(Math.max(1, bytes / perSecond.bytes()));
  }

  /**
   * Sustained sequential writing over a whole drive, from makers' data sheets of the 2010s and
   * 2020s: a rotating disk does 80 to 280 MB/s between its inner and outer tracks.
   */
  private static @Nullable ByteSize typicalRate(Disk disk) {
    DriveType.Kind kind = disk.device().type().kind();
    if (!DIRECT.contains(disk.facts().transport())) {
      return null;
    }
    return switch (kind) {
      case HDD -> ByteSize.ofMebibytes(150);
      case SSD -> ByteSize.ofMebibytes(400);
      case NVME_SSD -> ByteSize.ofMebibytes(1000);
      case EMMC -> ByteSize.ofMebibytes(60);
      default -> null;
    };
  }

  /** For a person. */
  @Override
  public String toString() {
    return (time == null ? "unknown" : "about " + ProgressText.clockTime(time))
        + " ("
        + basis
        + ")";
  }
}
