package dev.wipeit.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Disks to choose from. */
final class Shelf {

  static final long TB = 1_000_000_000_000L;

  /** A 4 TB disk behind SAS. */
  static final Disk SAS =
      disk("sdb", DeviceKind.DISK, DriveType.Kind.HDD, 4_000_787_030_016L, 512)
          .facts(Transport.SAS, "SEAGATE", "CN03", "enclosure 0 bay 7")
          .identity("ZC1A 04B=", "naa.5000c500a1b2c3d4", "ST4000NM0025")
          .byId("scsi-35000c500a1b2c3d4", "wwn-0x5000c500a1b2c3d4")
          .disk();

  static final Disk SSD =
      disk("sdc", DeviceKind.DISK, DriveType.Kind.SSD, 500_107_862_016L, 512)
          .facts(Transport.SATA, null, "RVT04B6Q", null)
          .identity("S4EWNX0R", "naa.5002538e40a1b2c3", "Samsung SSD 860 EVO 500GB")
          .disk();

  static final Disk NVME =
      disk("nvme0n1", DeviceKind.DISK, DriveType.Kind.NVME_SSD, TB, 4096)
          .facts(Transport.NVME, null, "2B2QEXM7", null)
          .identity("S5H9NS0N", "eui.0025385b01400a1b", "Samsung SSD 970 PRO 1TB")
          .disk();

  /** A stick of which next to nothing is known. */
  static final Disk STICK =
      disk("sdd", DeviceKind.DISK, DriveType.Kind.UNKNOWN, 8_053_063_680L, 512)
          .removable()
          .facts(Transport.UNKNOWN, null, null, null)
          .disk();

  static final Disk LOOP =
      disk("loop3", DeviceKind.LOOP, DriveType.Kind.VIRTUAL, 64L << 20, 512)
          .facts(Transport.LOOP, null, null, null)
          .disk();

  static final Disk OPTICAL =
      disk("sr0", DeviceKind.DISK, DriveType.Kind.OPTICAL, 4_700_000_000L, 2048)
          .removable()
          .facts(Transport.SATA, null, null, null)
          .disk();

  static final List<Disk> ALL = List.of(SAS, SSD, NVME, STICK, LOOP, OPTICAL);

  /** A disk that answers hardly anything; it is not among the others. */
  static final Disk BROKEN =
      disk("sde", DeviceKind.DISK, DriveType.Kind.UNKNOWN, 0, 512)
          .unreadable("size", "ro", "removable", "queue/logical_block_size")
          .disk();

  private final String name;
  private final DeviceKind kind;
  private final DriveType.Kind type;
  private final long sizeBytes;
  private final int sectorBytes;
  private boolean removable;
  private Transport transport = Transport.UNKNOWN;
  private @Nullable String vendor;
  private @Nullable String firmware;
  private @Nullable String slot;
  private @Nullable String serial;
  private @Nullable String wwn;
  private @Nullable String model;
  private List<Path> links = List.of();
  private Set<String> unreadable = Set.of();

  private Shelf(String name, DeviceKind kind, DriveType.Kind type, long size, int sector) {
    this.name = name;
    this.kind = kind;
    this.type = type;
    this.sizeBytes = size;
    this.sectorBytes = sector;
  }

  private static Shelf disk(
      String name, DeviceKind kind, DriveType.Kind type, long size, int sector) {
    return new Shelf(name, kind, type, size, sector);
  }

  private Shelf removable() {
    removable = true;
    return this;
  }

  private Shelf facts(
      Transport to, @Nullable String by, @Nullable String revision, @Nullable String at) {
    transport = to;
    vendor = by;
    firmware = revision;
    slot = at;
    return this;
  }

  private Shelf identity(String number, String wide, String name) {
    serial = number;
    wwn = wide;
    model = name;
    return this;
  }

  private Shelf byId(String... names) {
    links = List.of(names).stream().map(link -> Path.of("/dev/disk/by-id", link)).toList();
    return this;
  }

  private Shelf unreadable(String... attributes) {
    unreadable = Set.of(attributes);
    return this;
  }

  private @Nullable Boolean rotational() {
    return switch (type) {
      case HDD -> true;
      case SSD, NVME_SSD -> false;
      default -> null;
    };
  }

  private Disk disk() {
    Path node = Path.of("/dev", name);
    return new Disk(
        new BlockDevice(
            node,
            node,
            name,
            new DeviceNumber(8, 16),
            kind,
            new DriveType(type, DriveType.Confidence.HIGH, "a test says so"),
            sizeBytes,
            sectorBytes,
            sectorBytes,
            false,
            removable,
            new DeviceIdentity(serial, wwn, model, sizeBytes, null)),
        new DiskFacts(
            links,
            vendor,
            firmware,
            transport,
            slot,
            rotational(),
            ZonedModel.NONE,
            0,
            0,
            List.of(),
            unreadable,
            List.of()));
  }
}
