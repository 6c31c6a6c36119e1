package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Keeps every real disk out of the command lines of tests. */
public final class DeviceArguments {

  private static final Path DEVICES = Path.of("/dev");

  /** S_IFMT and S_IFBLK of linux/stat.h. */
  private static final int TYPE_MASK = 0170000;

  private static final int BLOCK_DEVICE = 0060000;

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
