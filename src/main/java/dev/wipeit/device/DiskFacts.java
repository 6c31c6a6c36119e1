package dev.wipeit.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to know of a disk beside its identity; nothing here proves anything.
 *
 * @param byId its links in {@code /dev/disk/by-id}, sorted
 * @param vendor who made it, or null
 * @param firmware the revision of its firmware, or null
 * @param transport the way to it
 * @param slot where it is plugged in, such as an enclosure's bay or a port's path, or null
 * @param rotational whether the kernel takes it for a spinning disk, or null where it does not say
 * @param zoned whether it has zones
 * @param discardMaxBytes the most that one discard takes, 0 where it takes none
 * @param writeZeroesMaxBytes the most that one write-zeroes takes, 0 where it takes none
 * @param paths the controllers that lead to an NVMe disk where there are several or they are over a
 *     network, a line each; else empty
 * @param unreadable the attributes of sysfs that are missing or no numbers; what the device says in
 *     their place (size 0, sectors of 512 bytes, read-only, not removable) is not known
 * @param troubles what is wrong with it, a line each; empty for a disk as it should be
 */
public record DiskFacts(
    List<Path> byId,
    @Nullable String vendor,
    @Nullable String firmware,
    Transport transport,
    @Nullable String slot,
    @Nullable Boolean rotational,
    ZonedModel zoned,
    long discardMaxBytes,
    long writeZeroesMaxBytes,
    List<String> paths,
    Set<String> unreadable,
    List<String> troubles) {

  public DiskFacts {
    byId = List.copyOf(byId);
    paths = List.copyOf(paths);
    unreadable = Set.copyOf(unreadable);
    troubles = List.copyOf(troubles);
  }

  /** The same, with one more that is wrong. */
  public DiskFacts with(String trouble) {
    List<String> all = new ArrayList<>(troubles);
    all.add(trouble);
    return new DiskFacts(
        byId,
        vendor,
        firmware,
        transport,
        slot,
        rotational,
        zoned,
        discardMaxBytes,
        writeZeroesMaxBytes,
        paths,
        unreadable,
        all);
  }
}
