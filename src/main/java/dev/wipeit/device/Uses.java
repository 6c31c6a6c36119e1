package dev.wipeit.device;

import dev.wipeit.device.LoopBackings.Backing;
import dev.wipeit.device.Swaps.Area;
import dev.wipeit.drive.DeviceText;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is mounted, swapped to and attached, by device; read once, to be shown. */
final class Uses {

  private final SystemRoots roots;
  private final Kernel kernel;
  private final Map<DeviceNumber, Set<String>> mounts = new HashMap<>();
  private final Set<DeviceNumber> swaps = new HashSet<>();
  private final Map<DeviceNumber, List<Backing>> loops = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Uses(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  static Uses read(SystemRoots roots, Kernel kernel) {
    Uses uses = new Uses(roots, kernel);
    uses.unlessItFails("what is mounted", uses::readMounts);
    uses.unlessItFails("what is swapped to", uses::readSwaps);
    return uses;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  List<String> mountsOf(DeviceNumber number) {
    return List.copyOf(mounts.getOrDefault(number, Set.of()));
  }

  boolean isSwap(DeviceNumber number) {
    return swaps.contains(number);
  }

  List<Backing> loopsOver(DeviceNumber number) {
    return loops.getOrDefault(number, List.of());
  }

  /** Something that may fail. */
  private interface Attempt {
    void run() throws IOException;
  }

  private void unlessItFails(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      problems.add(what + " cannot be told: " + DeviceText.shown(String.valueOf(e.getMessage())));
    }
  }

  private void readMounts() throws IOException {
    Mounts all = Mounts.read(roots);
    Filesystems filesystems = new Filesystems(all, Btrfs.read(roots), kernel);
    for (Mount mount : all.all()) {
      for (DeviceNumber number : filesystems.devicesOf(mount)) {
        add(number, mount);
      }
    }
    for (Backing backing : LoopBackings.read(roots, kernel)) {
      unlessItFails("what is under " + backing.loop().name(), () -> add(backing, filesystems));
    }
  }

  /** Other namespaces mostly repeat what is mounted here. */
  private void add(DeviceNumber number, Mount mount) {
    Set<String> places = mounts.computeIfAbsent(number, first -> new LinkedHashSet<>());
    if (mount.process() == null) {
      places.add(mount.point());
    } else if (places.isEmpty()) {
      places.add(mount.point() + " (in process " + mount.process() + ")");
    }
  }

  private void add(Backing backing, Filesystems filesystems) throws IOException {
    LoopStatus status = backing.status();
    if (status == null) {
      throw new IOException("nothing tells what it is over");
    }
    DeviceNumber itself = status.backingDevice();
    Set<DeviceNumber> under =
        itself == null
            ? filesystems.devicesUnder(Path.of(backing.file()), status.file().device())
            : Set.of(itself);
    for (DeviceNumber number : under) {
      loops.computeIfAbsent(number, first -> new ArrayList<>()).add(backing);
    }
  }

  private void readSwaps() throws IOException {
    for (Area area : Swaps.read(roots, kernel)) {
      if (area.status().isBlockDevice()) {
        swaps.add(Numbers.ofNode(area.status()));
      }
    }
  }
}
