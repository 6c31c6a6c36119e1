package dev.wipeit.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name under which the state of a device is kept: a file name that no two devices share. */
public final class DeviceKey {

  private static final int READABLE_CHARACTERS = 60;

  /** 48 bits: among a thousand devices with the same readable part, one clash in 10^8. */
  private static final int HASH_BYTES = 6;

  private DeviceKey() {}

  /**
   * The key of a device, of the characters {@code A-Z a-z 0-9 . _ -}, at most 80, never starting
   * with a dot. It is made from the WWN; else from the serial number; else from the file behind it;
   * else from name and size, which prove nothing. A partition has a key of its own.
   */
  public static String of(BlockDevice device) {
    String raw = identity(device) + part(device);
    String readable = raw.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[._]+", "");
    if (readable.length() > READABLE_CHARACTERS) {
      readable = readable.substring(0, READABLE_CHARACTERS);
    }
    return readable + "-" + hash(raw);
  }

  private static String identity(BlockDevice device) {
    DeviceIdentity identity = device.identity();
    if (identity.wwn() != null) {
      return "wwn-" + identity.wwn();
    }
    if (identity.serial() != null) {
      return "serial-" + identity.serial();
    }
    BackingFile file = identity.backing();
    if (file != null) {
      String prefix = device.kind() == DeviceKind.IMAGE_FILE ? "file-" : "loop-";
      return prefix + file.device() + "-" + file.inode() + "-" + file.offsetBytes();
    }
    return "name-" + device.name() + "-" + identity.sizeBytes();
  }

  private static String part(BlockDevice device) {
    if (device.kind() != DeviceKind.PARTITION) {
      return "";
    }
    // The partition's number, which stays where the disk's name changes.
    String number = device.name().replaceFirst("^.*?([0-9]*)$", "$1");
    return "-part" + number + "-" + device.sizeBytes();
  }

  private static String hash(String raw) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(raw.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
