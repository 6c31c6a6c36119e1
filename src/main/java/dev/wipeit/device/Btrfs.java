package dev.wipeit.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The btrfs file systems that are in use, with all their devices; a mount names only one. */
final class Btrfs {

  private final Map<String, Set<DeviceNumber>> devicesByUuid;

  private Btrfs(Map<String, Set<DeviceNumber>> devicesByUuid) {
    this.devicesByUuid = devicesByUuid;
  }

  /** Reads {@code fs/btrfs/UUID/devices/*} of sysfs; empty where btrfs is not loaded. */
  static Btrfs read(SystemRoots roots) throws IOException {
    Map<String, Set<DeviceNumber>> devicesByUuid = new TreeMap<>();
    for (Path entry : KernelFiles.entriesIfAny(roots.sys().resolve("fs/btrfs"))) {
      Set<DeviceNumber> numbers = new HashSet<>();
      for (Path device : KernelFiles.entriesIfAny(entry.resolve("devices"))) {
        numbers.add(SysDevice.at(device).number());
      }
      devicesByUuid.put(KernelFiles.nameOf(entry), numbers);
    }
    return new Btrfs(devicesByUuid);
  }

  /** The file systems that a device is part of, by UUID. */
  List<String> uuidsOn(DeviceNumber number) {
    List<String> uuids = new ArrayList<>();
    devicesByUuid.forEach(
        (uuid, numbers) -> {
          if (numbers.contains(number)) {
            uuids.add(uuid);
          }
        });
    return uuids;
  }

  /** Every device of the file systems that the device is part of, itself included. */
  Set<DeviceNumber> siblings(DeviceNumber number) {
    Set<DeviceNumber> siblings = new HashSet<>(Set.of(number));
    for (String uuid : uuidsOn(number)) {
      siblings.addAll(devicesByUuid.getOrDefault(uuid, Set.of()));
    }
    return siblings;
  }
}
