package dev.wipeit.device;

import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a disk is plugged in: the bay of an enclosure, else the port that it hangs on, else
 * the address of its controller, else what udev calls the way to it.
 */
final class Slots {

  /** A link in a SCSI device's folder, the name of the bay behind it (drivers/misc/enclosure.c). */
  private static final String ENCLOSURE_LINK = "enclosure_device:";

  private static final Pattern SAS_DEVICE = Pattern.compile("end_device-[0-9:]+");
  private static final Pattern ATA_PORT = Pattern.compile("ata[0-9]+");
  private static final Pattern USB_PORT = Pattern.compile("[0-9]+-[0-9]+(\\.[0-9]+)*");
  private static final Pattern MMC_CARD = Pattern.compile("mmc[0-9]+:[0-9a-f]+");
  private static final Pattern SCSI_ADDRESS = Pattern.compile("[0-9]+:[0-9]+:[0-9]+:[0-9]+");
  private static final Pattern PCI_ADDRESS =
      Pattern.compile("[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");

  private final SystemRoots roots;
  private final SysDevice disk;
  private final SysPath path;

  private Slots(SystemRoots roots, SysDevice disk) {
    this.roots = roots;
    this.disk = disk;
    this.path = SysPath.of(disk);
  }

  static @Nullable String of(SysDevice disk, UdevRecord udev, SystemRoots roots) {
    if (disk.isLoop() || disk.isVirtual()) {
      return null;
    }
    String told = new Slots(roots, disk).told();
    return told == null ? udev.text("ID_PATH") : told;
  }

  private @Nullable String told() {
    List<String> parts = new ArrayList<>();
    addIfAny(parts, enclosure());
    addIfAny(parts, bay());
    String port = port();
    addIfAny(parts, port);
    if (parts.isEmpty()) {
      addIfAny(parts, pci());
    }
    if (port == null) {
      addIfAny(parts, prefixed("scsi ", path.nearestName(SCSI_ADDRESS)));
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private @Nullable String port() {
    String ata = path.nearestName(ATA_PORT);
    String usb = prefixed("usb ", path.nearestName(USB_PORT));
    return ata != null ? ata : usb != null ? usb : path.nearestName(MMC_CARD);
  }

  private @Nullable String enclosure() {
    try {
      for (Path entry : KernelFiles.entriesIfAny(disk.folder().resolve("device"))) {
        String name = KernelFiles.nameOf(entry);
        if (name.startsWith(ENCLOSURE_LINK)) {
          String bay = DeviceText.shown(name.substring(ENCLOSURE_LINK.length()));
          return "enclosure " + KernelFiles.nameOf(enclosureOf(entry)) + " bay " + bay;
        }
      }
    } catch (IOException gone) {
      return null;
    }
    return null;
  }

  private static Path enclosureOf(Path link) throws IOException {
    Path enclosure = link.toRealPath().getParent();
    if (enclosure == null) {
      throw new IOException(link + " leads to no enclosure");
    }
    return enclosure;
  }

  /** Documentation/ABI has no word of it: drivers/scsi/scsi_transport_sas.c. */
  private @Nullable String bay() {
    Path device = path.nearest(SAS_DEVICE);
    if (device == null) {
      return null;
    }
    String name = KernelFiles.nameOf(device);
    Path attribute = device.resolve("sas_device").resolve(name).resolve("bay_identifier");
    String bay = DeviceText.normalised(KernelFiles.textIfAny(attribute));
    return name + (bay == null ? "" : " bay " + bay);
  }

  private @Nullable String pci() {
    for (Path controller :
        disk.name().startsWith("nvme") ? NvmePaths.controllers(disk) : List.<Path>of()) {
      String address = DeviceText.normalised(KernelFiles.textIfAny(controller.resolve("address")));
      if (address != null) {
        return PCI_ADDRESS.matcher(address).matches() ? pciSlot(address) : address;
      }
    }
    String address = path.nearestName(PCI_ADDRESS);
    return address == null ? null : pciSlot(address);
  }

  /** A slot that can be told from outside: {@code bus/pci/slots/NAME/address}, without function. */
  private String pciSlot(String address) {
    String slot = null;
    try {
      for (Path entry : KernelFiles.entriesIfAny(roots.sys().resolve("bus/pci/slots"))) {
        String at = KernelFiles.textIfAny(entry.resolve("address"));
        if (at != null && address.startsWith(at + ".")) {
          slot = DeviceText.shown(KernelFiles.nameOf(entry));
        }
      }
    } catch (IOException noSlots) {
      slot = null;
    }
    return (slot == null ? "" : "slot " + slot + ", ") + "pci " + address;
  }

  private static @Nullable String prefixed(String prefix, @Nullable String text) {
    return text == null ? null : prefix + text;
  }

  private static void addIfAny(List<String> parts, @Nullable String part) {
    if (part != null) {
      parts.add(part);
    }
  }
}
