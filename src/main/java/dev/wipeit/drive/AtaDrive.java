package dev.wipeit.drive;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An ATA drive, asked through whatever translates SCSI for it. */
final class AtaDrive implements Speaker {

  /** LBA field of SMART RETURN STATUS (ACS-3, 7.48.8.4): fine, and a threshold was exceeded. */
  private static final long FINE = 0xC24F00;

  private static final long EXCEEDED = 0x2CF400;

  private static final long SMART_MASK = 0xFFFF00;

  /**
   * COUNT field of CHECK POWER MODE (ACS-3, table 36; 40h is of ATA8-ACS): Standby_z, Standby_y,
   * and a cache that answers for a spindle that stands still.
   */
  private static final Set<Integer> STOPPED = Set.of(0x00, 0x01, 0x40);

  private final OpenDrive drive;
  private final IdentifyDevice identity;

  private AtaDrive(OpenDrive drive, IdentifyDevice identity) {
    this.drive = drive;
    this.identity = identity;
  }

  /** Identifies it; null where it is no ATA drive, or its bridge does not let anything through. */
  static @Nullable AtaDrive identified(OpenDrive drive) throws IOException {
    return Gathering.ifAny(
        () -> new AtaDrive(drive, new IdentifyDevice(drive.send(AtaCommand.identify()).data())));
  }

  @Override
  public DriveLabels labels() throws AnswerException {
    return identity.labels();
  }

  IdentifyDevice identity() {
    return identity;
  }

  @Override
  public DriveHealth health() throws IOException {
    HealthDraft health = new HealthDraft();
    if (identity.hasLogs()) {
      statistics(health);
    }
    if (identity.hasSmart()) {
      verdict(health);
      attributes(health);
    }
    return health.health();
  }

  /**
   * One page of a log; where a drive has no such page, SMART READ DATA. A disk that has stopped is
   * left alone: it grows no warmer, and to answer it might have to start.
   */
  @Override
  public DriveHealth temperature() throws IOException {
    HealthDraft health = new HealthDraft();
    if (identity.mayRotate() && hasStopped()) {
      return health.health();
    }
    if (identity.hasLogs()) {
      heat(health);
    }
    if (health.temperatureCelsius == null && identity.hasSmart()) {
      attributes(health);
    }
    return health.health();
  }

  private boolean hasStopped() throws IOException {
    @Nullable AtaRegisters mode = Gathering.ifAny(() -> registers(AtaCommand.powerMode()));
    return mode != null && mode.isReady() && STOPPED.contains(mode.count() & 0xff);
  }

  private void heat(HealthDraft health) throws IOException {
    @Nullable AtaStatistics heat = page(AtaStatistics.TEMPERATURE);
    if (heat != null) {
      health.temperature(heat.celsius(AtaStatistics.CURRENT_TEMPERATURE));
      health.critical(heat.celsius(AtaStatistics.HIGHEST_TEMPERATURE));
    }
  }

  @Override
  public HiddenAreas areas() throws IOException {
    return new AtaAreas(drive, this).areas();
  }

  @Override
  public Revelation reveal() throws IOException {
    return new AtaReveal(drive, this).reveal();
  }

  private void verdict(HealthDraft health) throws IOException {
    @Nullable AtaRegisters registers = Gathering.ifAny(() -> registers(AtaCommand.smartStatus()));
    long verdict = registers == null ? 0 : registers.lba() & SMART_MASK;
    if (verdict == EXCEEDED) {
      health.fails("SMART: a threshold was exceeded, the drive expects to fail");
    } else if (verdict == FINE) {
      health.passes();
    }
  }

  private void attributes(HealthDraft health) throws IOException {
    @Nullable SmartAttributes smart =
        Gathering.ifAny(() -> new SmartAttributes(drive.send(AtaCommand.smartData()).data()));
    if (smart == null) {
      return;
    }
    if (health.reallocatedSectors == null) {
      health.reallocatedSectors = smart.raw(SmartAttributes.REALLOCATED, 4);
    }
    @Nullable Long pending = smart.raw(SmartAttributes.PENDING, 4);
    if (pending != null) {
      health.pendingSectors = pending;
    }
    health.mediaErrors = smart.raw(SmartAttributes.UNCORRECTABLE, 4);
    if (health.powerOnHours == null) {
      health.powerOnHours = smart.raw(SmartAttributes.POWER_ON_HOURS, 3);
    }
    health.temperature(celsius(smart.raw(SmartAttributes.TEMPERATURE, 1)));
    health.temperature(celsius(smart.raw(SmartAttributes.AIRFLOW_TEMPERATURE, 1)));
  }

  /** 0 is what drives without a sensor say. */
  private static @Nullable Integer celsius(@Nullable Long raw) {
    return raw == null || raw == 0 ? null : (int) raw.byteValue();
  }

  private void statistics(HealthDraft health) throws IOException {
    @Nullable AtaStatistics general = page(AtaStatistics.GENERAL);
    if (general != null) {
      health.powerOnHours = general.number(AtaStatistics.POWER_ON_HOURS, 4);
    }
    @Nullable AtaStatistics rotating = general == null ? null : page(AtaStatistics.ROTATING);
    if (rotating != null) {
      health.reallocatedSectors = rotating.number(AtaStatistics.REALLOCATED, 4);
      health.pendingSectors = rotating.number(AtaStatistics.REALLOCATION_CANDIDATES, 4);
    }
    if (general != null) {
      heat(health);
    }
    @Nullable AtaStatistics solid = general == null ? null : page(AtaStatistics.SOLID_STATE);
    @Nullable Long used = solid == null ? null : solid.number(AtaStatistics.PERCENTAGE_USED, 1);
    health.percentageUsed = used == null ? null : used.intValue();
  }

  private @Nullable AtaStatistics page(int page) throws IOException {
    return Gathering.ifAny(
        () -> {
          Answer answer = drive.send(AtaCommand.log(AtaStatistics.LOG, page)).data();
          return new AtaStatistics(answer.atLeast(512), page);
        });
  }

  /** Sends a command that answers with registers. */
  AtaRegisters registers(ScsiCommand command) throws IOException {
    @Nullable Sense sense = drive.send(command).sense();
    @Nullable AtaRegisters registers = sense == null ? null : sense.registers();
    if (registers == null) {
      throw new CommandException(command.name(), "its registers did not come back");
    }
    return registers;
  }
}
