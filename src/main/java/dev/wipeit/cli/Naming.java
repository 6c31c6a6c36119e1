package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What on the command line says which drive is meant, and not only where it is today.
 *
 * @param serials serial numbers
 * @param wwns world wide names
 * @param selected whether the devices were chosen by what they are
 * @param counted whether they came to the number that was expected: who knows it knows what the
 *     selection means on this machine
 */
record Naming(List<String> serials, List<String> wwns, boolean selected, boolean counted) {

  Naming {
    serials = List.copyOf(serials);
    wwns = List.copyOf(wwns);
  }

  static Naming of(DeviceChoice choice) {
    return new Naming(choice.serials, choice.wwns, choice.selection != null, choice.expect != null);
  }

  static Naming ofSerials(List<String> serials) {
    return new Naming(serials, List.of(), false, false);
  }

  /**
   * Whether a device is named.
   *
   * @param byId the folder of the links by id
   */
  boolean names(BlockDevice device, Path byId) {
    if (selected) {
      return counted;
    }
    DeviceIdentity identity = device.identity();
    return !device.isDrive()
        || device.path().toAbsolutePath().normalize().startsWith(byId)
        || serials.stream().anyMatch(identity::hasSerial)
        || wwns.stream().anyMatch(identity::hasWwn);
  }

  /** The serial numbers and WWNs that are those of none of the devices; each answers to one. */
  List<String> unanswered(List<BlockDevice> devices) {
    List<DeviceIdentity> bySerial =
        new ArrayList<>(devices.stream().map(BlockDevice::identity).toList());
    List<DeviceIdentity> byWwn = new ArrayList<>(bySerial);
    return Stream.concat(
            serials.stream()
                .filter(serial -> !removeFirst(bySerial, identity -> identity.hasSerial(serial)))
                .map(serial -> "serial number " + serial),
            wwns.stream()
                .filter(wwn -> !removeFirst(byWwn, identity -> identity.hasWwn(wwn)))
                .map(wwn -> "WWN " + wwn))
        .toList();
  }

  private static boolean removeFirst(
      List<DeviceIdentity> identities, Predicate<DeviceIdentity> has) {
    for (DeviceIdentity identity : identities) {
      if (has.test(identity)) {
        return identities.remove(identity);
      }
    }
    return false;
  }
}
