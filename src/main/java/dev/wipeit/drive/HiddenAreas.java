package dev.wipeit.drive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The size that a drive reports, and what it holds back from the host. Null is what it does not
 * tell, 0 is none.
 *
 * @param reportedBytes what it says its size is
 * @param nativeBytes what its size would be with nothing held back
 * @param hpaBytes in a host protected area (SET MAX ADDRESS)
 * @param dcoBytes in a device configuration overlay
 * @param amaBytes behind the accessible max address
 * @param unallocatedBytes of an NVMe drive that belong to no namespace
 */
public record HiddenAreas(
    long reportedBytes,
    @Nullable Long nativeBytes,
    @Nullable Long hpaBytes,
    @Nullable Long dcoBytes,
    @Nullable Long amaBytes,
    @Nullable Long unallocatedBytes) {

  /** A kind of area and its size. */
  public record Area(String name, long bytes) {}

  /** The areas that are there, none of size 0. */
  public List<Area> areas() {
    List<Area> areas = new ArrayList<>();
    add(areas, "HPA", hpaBytes);
    add(areas, "DCO", dcoBytes);
    add(areas, "AMA", amaBytes);
    add(areas, "no namespace", unallocatedBytes);
    return areas;
  }

  private static void add(List<Area> areas, String name, @Nullable Long bytes) {
    if (bytes != null && bytes > 0) {
      areas.add(new Area(name, bytes));
    }
  }

  /** Whether the drive told whether there are any. */
  public boolean isKnown() {
    return hpaBytes != null || dcoBytes != null || amaBytes != null || unallocatedBytes != null;
  }
}
