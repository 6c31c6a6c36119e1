package dev.wipeit.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of QEMU: a machine of two processors and 1 GiB with a root drive, a shared
 * folder, a port for commands, the monitor, and the drives of the test.
 */
final class QemuCommand {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  // KVM guests hang on some machines; without it every machine gives the same. One processor: else
  // one may run code that another is just changing, as Java's compilers do, and TCG notices too
  // late.
  private static final String MACHINE =
      "-accel tcg,thread=single -cpu max,la57=off -M q35,hpet=off,i8042=off -smp 1 -m 1024"
          + " -nodefaults -display none -no-reboot";

  private static final String KERNEL_ARGUMENTS =
      "console=ttyS0 quiet loglevel=4 panic=-1 mitigations=off";

  private final List<String> words = new ArrayList<>(List.of("qemu-system-x86_64"));

  QemuCommand(BootFiles files) {
    words.addAll(List.of(MACHINE.split(" ")));
    words.addAll(List.of("-kernel", files.kernel().toString()));
    words.addAll(List.of("-initrd", files.initramfs().toString()));
    words.addAll(List.of("-append", KERNEL_ARGUMENTS));
    // A drive that can be written in the guest, so that the guard has to protect it; what is
    // written goes to a temporary file of QEMU, never to the image.
    words.add("-drive");
    words.add("if=none,id=root,format=raw,snapshot=on,file=" + files.root());
    device(Map.of("driver", "virtio-blk-pci", "drive", "root", "serial", Machine.ROOT_SERIAL));
  }

  QemuCommand console(Path file) {
    words.addAll(List.of("-serial", "file:" + file));
    return this;
  }

  QemuCommand share(Path folder) {
    words.addAll(List.of("-fsdev", "local,id=share,security_model=none,path=" + folder));
    return device(Map.of("driver", "virtio-9p-pci", "fsdev", "share", "mount_tag", "share"));
  }

  /** QEMU connects to these sockets; who listens there ends the guest by closing the first. */
  QemuCommand sockets(Path commands, Path monitor) {
    words.addAll(List.of("-qmp", "unix:" + monitor));
    words.addAll(List.of("-chardev", "socket,id=commands,path=" + commands));
    device(Map.of("driver", "virtio-serial-pci"));
    return device(Map.of("driver", "virtserialport", "chardev", "commands", "name", "commands"));
  }

  QemuCommand drives(List<Drive> drives) {
    device(Map.of("driver", "qemu-xhci", "id", "usb"));
    device(Map.of("driver", "virtio-scsi-pci", "id", "scsi"));
    Set<String> controllers = new LinkedHashSet<>();
    for (Drive drive : drives) {
      words.addAll(List.of("-blockdev", json(node(drive))));
      if (controllers.add(drive.kind() + drive.serial())) {
        controller(drive);
      }
      device(device(drive));
    }
    return this;
  }

  List<String> words() {
    return List.copyOf(words);
  }

  /** The block node of a drive: its image, below its faults. */
  private static Map<String, Object> node(Drive drive) {
    Map<String, Object> file = Map.of("driver", "file", "filename", drive.image().toString());
    Map<String, Object> faulty =
        Map.of(
            "driver",
            "blkdebug",
            "image",
            file,
            "inject-error",
            drive.badSectors().stream().map(BadSector::rule).toList());
    return Map.of(
        "driver",
        "raw",
        "node-name",
        drive.id(),
        "file",
        drive.badSectors().isEmpty() ? file : faulty);
  }

  /** The device of a drive, as -device and the monitor's device_add take it. */
  static Map<String, Object> device(Drive drive) {
    Map<String, Object> device = new LinkedHashMap<>(drive.properties());
    device.put("driver", drive.kind().device());
    device.put("id", "device-" + drive.id());
    device.put("drive", drive.id());
    switch (drive.kind()) {
      case NVME -> {
        device.put("bus", "nvme-" + drive.serial());
        device.put("nsid", drive.namespace());
      }
      case SATA -> device.put("bus", "ahci-" + drive.serial() + ".0");
      case SD -> {}
      case SCSI -> device.put("bus", "scsi.0");
      case USB -> device.put("bus", "usb.0");
      case VIRTIO -> {}
    }
    if (drive.kind() != DriveKind.NVME && drive.kind() != DriveKind.SD) {
      device.put("serial", drive.serial());
    }
    return device;
  }

  private void controller(Drive drive) {
    String serial = drive.serial();
    switch (drive.kind()) {
      case NVME -> device(Map.of("driver", "nvme", "id", "nvme-" + serial, "serial", serial));
      case SATA -> device(Map.of("driver", "ich9-ahci", "id", "ahci-" + serial));
      case SD -> device(Map.of("driver", "sdhci-pci", "id", "sdhci"));
      case SCSI, USB, VIRTIO -> {}
    }
  }

  private QemuCommand device(Map<String, Object> properties) {
    words.addAll(List.of("-device", json(properties)));
    return this;
  }

  private static String json(Map<String, Object> value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
