package dev.wipeit.device;

import dev.wipeit.device.LoopBackings.Backing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device and everything that stands on it, however high: its partitions, their holders, the
 * holders' partitions and holders, and loop devices over any of them or over a file on them. Under
 * a loop device over a block device, that device counts too; and a partition's disk, but not the
 * disk's other partitions.
 */
final class Layers {

  /** How a device comes to be among the layers. */
  enum Origin {
    /** The device itself, or a part of it, or what it is a window of. */
    BASE,
    HOLDER,
    LOOP
  }

  /**
   * One device.
   *
   * @param device the device
   * @param chain the way to it, such as {@code /dev/sdb1 -> md0 -> dm-3 (vg-root)}
   * @param origin how it got here
   * @param held whether other holders stand on it
   */
  record Layer(SysDevice device, String chain, Origin origin, boolean held) {}

  private final SystemRoots roots;
  private final List<Backing> backings;
  private final Filesystems filesystems;
  private final Map<DeviceNumber, Layer> layers = new LinkedHashMap<>();

  private Layers(SystemRoots roots, List<Backing> backings, Filesystems filesystems) {
    this.roots = roots;
    this.backings = backings;
    this.filesystems = filesystems;
  }

  /** Follows them all; fails where one of them cannot be told. */
  static Layers over(
      SysDevice device, SystemRoots roots, List<Backing> backings, Filesystems filesystems)
      throws IOException {
    Layers layers = new Layers(roots, backings, filesystems);
    layers.addBase(device);
    while (layers.addLoops()) {
      // Each round can find loop devices over those of the last.
    }
    return layers;
  }

  List<Layer> all() {
    return List.copyOf(layers.values());
  }

  /** The first layer that is one of these devices, or null. */
  @Nullable Layer among(Set<DeviceNumber> numbers) {
    for (Layer layer : layers.values()) {
      if (numbers.contains(layer.device().number())) {
        return layer;
      }
    }
    return null;
  }

  /** The loop device among the layers that is over this file, or null. */
  @Nullable Layer overFile(DeviceNumber device, long inode) {
    for (Backing backing : backings) {
      Layer layer = layers.get(backing.loop().number());
      if (layer != null && isOver(backing, device, inode)) {
        return layer;
      }
    }
    return null;
  }

  /** The loop devices of the machine, this one too, of which nothing tells what they are over. */
  List<Backing> unknownLoops() {
    return backings.stream().filter(backing -> backing.status() == null).toList();
  }

  static boolean isOver(Backing backing, DeviceNumber device, long inode) {
    LoopStatus status = backing.status();
    return status != null
        && status.file().device().equals(device)
        && status.file().inode() == inode;
  }

  private void addBase(SysDevice device) throws IOException {
    addTree(device, node(device), Origin.BASE);
    SysDevice disk = device.disk();
    if (device.isPartition()) {
      add(disk, node(disk), Origin.BASE);
    }
    for (Backing backing : backings) {
      LoopStatus status = backing.status();
      if (status != null
          && status.backingDevice() != null
          && backing.loop().number().equals(disk.number())) {
        addBase(new Sysfs(roots).device(status.backingDevice()));
      }
    }
  }

  private void addTree(SysDevice device, String chain, Origin origin) throws IOException {
    if (layers.containsKey(device.number())) {
      return;
    }
    add(device, chain, origin);
    for (SysDevice partition : device.partitions()) {
      String name = origin == Origin.BASE ? node(partition) : chain + " -> " + partition.name();
      // The holder is reported once, not again with each of its partitions.
      addTree(partition, name, Origin.BASE);
    }
  }

  private void add(SysDevice device, String chain, Origin origin) throws IOException {
    List<SysDevice> holders = device.holders();
    layers.put(device.number(), new Layer(device, chain, origin, !holders.isEmpty()));
    for (SysDevice holder : holders) {
      addTree(holder, chain + " -> " + label(holder), Origin.HOLDER);
    }
  }

  private boolean addLoops() throws IOException {
    List<Backing> found = new ArrayList<>();
    for (Backing backing : backings) {
      if (!layers.containsKey(backing.loop().number()) && baseOf(backing) != null) {
        found.add(backing);
      }
    }
    for (Backing backing : found) {
      Layer base = baseOf(backing);
      if (base != null) {
        addTree(backing.loop(), base.chain() + " -> " + backing.loop().name(), Origin.LOOP);
      }
    }
    return !found.isEmpty();
  }

  private @Nullable Layer baseOf(Backing backing) throws IOException {
    LoopStatus status = backing.status();
    if (status == null) {
      return null;
    }
    DeviceNumber itself = status.backingDevice();
    if (itself != null) {
      return layers.get(itself);
    }
    BackingFile file = status.file();
    Layer twin = overFile(file.device(), file.inode());
    return twin == null
        ? among(filesystems.devicesUnder(Path.of(backing.file()), file.device()))
        : twin;
  }

  private String node(SysDevice device) {
    return device.node(roots).toString();
  }

  /** A device mapper device has a name that says more than its number. */
  private static String label(SysDevice device) {
    String name = device.text("dm/name");
    return name == null ? device.name() : device.name() + " (" + name + ")";
  }
}
