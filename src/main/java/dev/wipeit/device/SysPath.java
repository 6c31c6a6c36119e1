package dev.wipeit.device;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of the device tree to a disk, as the folders that its folder lies in:
 * {@code /sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda}.
 *
 * @param folders the disk's folder first, then upwards
 */
record SysPath(List<Path> folders) {

  static SysPath of(SysDevice disk) {
    List<Path> folders = new ArrayList<>();
    Path folder = disk.folder();
    while (folder != null && folder.getFileName() != null) {
      folders.add(folder);
      folder = folder.getParent();
    }
    return new SysPath(Collections.unmodifiableList(folders));
  }

  /** The closest folder to the disk whose whole name matches, or null. */
  @Nullable Path nearest(Pattern name) {
    for (Path folder : folders) {
      if (name.matcher(KernelFiles.nameOf(folder)).matches()) {
        return folder;
      }
    }
    return null;
  }

  /** The name of the closest folder to the disk whose whole name matches, or null. */
  @Nullable String nearestName(Pattern name) {
    Path folder = nearest(name);
    return folder == null ? null : KernelFiles.nameOf(folder);
  }

  /** The closest folder to the disk that has such a file or folder in it, or null. */
  @Nullable Path nearestWith(String entry) {
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(entry))) {
        return folder;
      }
    }
    return null;
  }
}
