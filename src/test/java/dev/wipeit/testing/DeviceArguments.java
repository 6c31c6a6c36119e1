package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps every real disk out of the command lines of tests. */
public final class DeviceArguments {

  private static final Path DEVICES = Path.of("/dev");

  /** S_IFMT and S_IFBLK of linux/stat.h. */
  private static final int TYPE_MASK = 0170000;

  private static final int BLOCK_DEVICE = 0060000;

  private static final Pattern ONLY_NAMED = Pattern.compile("(?:^|\\s)name=([a-z0-9,]+)(?:\\s|$)");

  private DeviceArguments() {}

  /**
   * Fails where an argument names a block device, with or without /dev and also as {@code
   * --option=PATH}, that is not a {@link LoopDevice} of this JVM.
   */
  public static void check(List<String> arguments, Path folder) throws IOException {
    for (String argument : arguments) {
      String value = argument.substring(argument.indexOf('=') + 1);
      for (String text : List.of(argument, value)) {
        check(argument, text, folder);
        check(argument, text, DEVICES);
      }
    }
    checkSelections(arguments);
    checkNames(arguments);
  }

  /**
   * What is selected is named too: every term must hold, so that nothing but a {@link LoopDevice}
   * of this JVM can be chosen. A dry run may select what it likes.
   */
  private static void checkSelections(List<String> arguments) throws IOException {
    if (arguments.contains("--dry-run")) {
      return;
    }
    for (String text : values(arguments, "--select")) {
      Matcher name = ONLY_NAMED.matcher(text);
      if (text.contains("'") || text.contains("\"") || !name.find()) {
        throw new IllegalArgumentException("selects without a name=...: " + text);
      }
      for (String one : name.group(1).split(",")) {
        if (!LoopDevice.isOurs(DEVICES.resolve(one))) {
          throw new IllegalArgumentException("selects no loop device of this test: " + text);
        }
      }
    }
  }

  /** No serial number or WWN of a disk of this machine. */
  private static void checkNames(List<String> arguments) throws IOException {
    List<String> names = new ArrayList<>(values(arguments, "--serial"));
    names.addAll(values(arguments, "--wwn"));
    try (DirectoryStream<Path> disks = Files.newDirectoryStream(Path.of("/sys/block"))) {
      for (Path disk : disks) {
        for (String file : List.of("serial", "wwid", "device/serial", "device/wwid")) {
          if (Files.isReadable(disk.resolve(file))
              && names.contains(Files.readString(disk.resolve(file)).strip())) {
            throw new IllegalArgumentException("names a disk of this machine: " + disk);
          }
        }
      }
    }
  }

  private static List<String> values(List<String> arguments, String option) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals(option) && i + 1 < arguments.size()) {
        values.add(arguments.get(i + 1));
      } else if (arguments.get(i).startsWith(option + "=")) {
        values.add(arguments.get(i).substring(option.length() + 1));
      }
    }
    return values;
  }

  private static void check(String argument, String text, Path folder) throws IOException {
    Path path;
    try {
      path = folder.resolve(text);
    } catch (InvalidPathException notAPath) {
      return;
    }
    if (isBlockDevice(path) && !LoopDevice.isOurs(path)) {
      throw new IllegalArgumentException("not a loop device of this test: " + argument);
    }
  }

  private static boolean isBlockDevice(Path path) throws IOException {
    return Files.exists(path)
        && ((Integer) Files.getAttribute(path, "unix:mode") & TYPE_MASK) == BLOCK_DEVICE;
  }
}
