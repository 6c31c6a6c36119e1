package dev.wipeit.drive;

import dev.wipeit.drive.Revelation.Kind;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A namespace of an NVMe drive. */
final class NvmeDrive implements Speaker {

  private final OpenDrive drive;

  NvmeDrive(OpenDrive drive) {
    this.drive = drive;
  }

  private NvmeController controller() throws IOException {
    return new NvmeController(drive.send(NvmeCommand.identifyController()));
  }

  private NvmeNamespace namespace(int id) throws IOException {
    return new NvmeNamespace(drive.send(NvmeCommand.identifyNamespace(id)));
  }

  @Override
  public DriveLabels labels() throws IOException {
    int id = drive.namespace();
    NvmeController controller = controller();
    NvmeNamespace namespace = namespace(id);
    @Nullable NvmeNames names =
        Gathering.ifAny(() -> new NvmeNames(drive.send(NvmeCommand.identifyNames(id))));
    String wwn = wwn(controller, namespace, names, id);
    return new DriveLabels(null, WorldWideName.normalised(wwn), null, null, null)
        .orElse(controller.labels());
  }

  /** In the order and the spelling of wwid_show in drivers/nvme/host/sysfs.c. */
  static String wwn(
      NvmeController controller, NvmeNamespace namespace, @Nullable NvmeNames names, int id)
      throws AnswerException {
    @Nullable String uuid = names == null ? null : names.name(NvmeNames.UUID);
    if (uuid != null) {
      return "uuid." + uuid.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
    @Nullable String nguid = either(namespace.nguid(), names, NvmeNames.NGUID);
    if (nguid != null) {
      return "eui." + nguid;
    }
    @Nullable String eui = either(namespace.eui64(), names, NvmeNames.EUI64);
    if (eui != null) {
      return "eui." + eui;
    }
    return String.format(
        Locale.ROOT, "nvme.%04x-%s-%08x", controller.vendorId(), controller.hexadecimalName(), id);
  }

  private static @Nullable String either(
      @Nullable String known, @Nullable NvmeNames names, int type) throws AnswerException {
    return known != null || names == null ? known : names.name(type);
  }

  @Override
  public DriveHealth health() throws IOException {
    HealthDraft health = new HealthDraft();
    @Nullable NvmeController controller = Gathering.ifAny(this::controller);
    if (controller != null) {
      health.critical(controller.criticalCelsius());
    }
    @Nullable NvmeHealthLog log =
        Gathering.ifAny(() -> new NvmeHealthLog(drive.send(NvmeCommand.health())));
    if (log != null) {
      log.tell(health);
    }
    return health.health();
  }

  /** One log, which has no limit in it. */
  @Override
  public DriveHealth temperature() throws IOException {
    HealthDraft health = new HealthDraft();
    @Nullable NvmeHealthLog log =
        Gathering.ifAny(() -> new NvmeHealthLog(drive.send(NvmeCommand.health())));
    if (log != null) {
      health.temperature(log.celsius());
    }
    return health.health();
  }

  /** A namespace is what it says it is; what belongs to none cannot be reached through it. */
  @Override
  public HiddenAreas areas() throws IOException {
    NvmeController controller = controller();
    return new HiddenAreas(
        namespace(drive.namespace()).bytes(),
        null,
        null,
        null,
        null,
        controller.unallocatedBytes());
  }

  @Override
  public Revelation reveal() throws IOException {
    HiddenAreas areas = areas();
    @Nullable Long loose = areas.unallocatedBytes();
    if (loose == null) {
      return new Revelation(Kind.UNKNOWN, "the drive does not tell", areas.reportedBytes());
    }
    return loose == 0
        ? new Revelation(Kind.NOTHING_HIDDEN, "the drive hides nothing", areas.reportedBytes())
        : new Revelation(
            Kind.REFUSED,
            loose + " bytes belong to no namespace; make one of them (nvme create-ns)",
            areas.reportedBytes());
  }
}
