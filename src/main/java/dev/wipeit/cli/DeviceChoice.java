package dev.wipeit.cli;

import dev.wipeit.device.Selection;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which devices a command is about: named, found by what proves them, or chosen. */
final class DeviceChoice {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "DEVICE",
      arity = "0..*",
      description = "The device, such as /dev/sdb, or better its path in /dev/disk/by-id.")
  List<Path> named = List.of();

  @Option(
      names = "--serial",
      paramLabel = "S",
      description =
          "Without DEVICE: the one disk with this serial number, wherever it is. With DEVICE: the"
              + " serial number that it must have. May be repeated.")
  List<String> serials = List.of();

  @Option(
      names = "--wwn",
      paramLabel = "W",
      description = "The same with the world wide name, such as 0x5000c500a1b2c3d4.")
  List<String> wwns = List.of();

  @Option(
      names = "--select",
      paramLabel = "TERMS",
      converter = SelectionConverter.class,
      description =
          "The disks that are so: 'type=hdd size>1T transport=sas'. All terms must hold; keys: type,"
              + " size, transport, model, vendor, firmware, serial, wwn, name, path, by-id, slot,"
              + " sector, rotational, removable, readonly, zoned; = != < <= > >= ~, a,b for a or b.")
  @Nullable Selection selection;

  @Option(
      names = "--expect",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "With --select: stop unless it comes to N disks, 1 to 9999.")
  @Nullable Integer expect;

  @Option(
      names = "--exclude",
      paramLabel = "WHAT",
      converter = Exclusion.Converter.class,
      description =
          "Spare this, whatever else is said: a path, a serial number, a WWN, or terms as for"
              + " --select. May be repeated.")
  List<Exclusion> exclusions = List.of();

  /** The devices that it has come to, as far as that is known: at first those that are named. */
  private @Nullable List<Path> found;

  List<Path> devices() {
    return found == null ? named : found;
  }

  void found(List<Path> devices) {
    found = List.copyOf(devices);
  }

  boolean byIdentity() {
    return named.isEmpty() && !(serials.isEmpty() && wwns.isEmpty());
  }

  /** Whether nothing says which devices are meant. */
  boolean isOpen() {
    return named.isEmpty() && serials.isEmpty() && wwns.isEmpty() && selection == null;
  }

  /**
   * Refuses what contradicts itself.
   *
   * @throws ParameterException if the command line says so
   */
  void check() {
    if (serials.stream().anyMatch(String::isBlank) || wwns.stream().anyMatch(String::isBlank)) {
      throw wrong("a --serial or --wwn is empty: no device is meant by it");
    }
    if (selection != null && !named.isEmpty()) {
      throw wrong("DEVICE and --select exclude each other");
    }
    if (selection != null && !(serials.isEmpty() && wwns.isEmpty())) {
      throw wrong(
          "--select and --serial or --wwn exclude each other: write serial=S or wwn=W as a term");
    }
    if (selection != null && selection.isOnlyOptical()) {
      throw wrong(
          "--select type=optical can choose nothing: the discs of an optical drive cannot be"
              + " overwritten");
    }
    if (expect != null && selection == null) {
      throw wrong("--expect goes with --select");
    }
  }

  /**
   * Refuses a command line that says nothing.
   *
   * @throws ParameterException if none is chosen
   */
  void requireAny() {
    if (isOpen()) {
      throw wrong("name a DEVICE, or give --serial, --wwn or --select");
    }
  }

  ParameterException wrong(String what) {
    if (command == null) {
      throw new IllegalStateException("picocli has not set the command");
    }
    return new ParameterException(command.commandLine(), what);
  }

  /** How many disks. */
  static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,3}")) {
        throw new TypeConversionException("'" + text + "' is not a number from 1 to 9999");
      }
      return Integer.valueOf(text);
    }
  }
}
