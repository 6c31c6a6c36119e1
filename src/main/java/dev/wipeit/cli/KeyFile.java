package dev.wipeit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a private key, or a descriptor with one behind it. */
final class KeyFile {

  /** An Ed25519 key in PKCS#8 has 119 characters; there may be some text around it. */
  private static final int MOST_BYTES = 1 << 14;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private KeyFile() {}

  /**
   * The bytes of it.
   *
   * @param name a path, or {@code fd:N}
   * @throws IOException if they cannot be read, or others may read the file
   */
  static byte[] bytes(String name) throws IOException {
    // The launcher has its own use for descriptor 3.
    if (name.matches("fd:([4-9]|[1-9][0-9]{1,5})")) {
      Path file = Path.of("/proc/self/fd", name.substring(3));
      if (Files.notExists(file)) {
        throw new IOException(name + " is not open");
      }
      return bytes(file, name);
    }
    Path file = Path.of(name);
    if (name.isEmpty() || Files.notExists(file) || Files.isDirectory(file)) {
      throw new IOException("'" + name + "' is no file");
    }
    Set<PosixFilePermission> open = EnumSet.copyOf(OF_OTHERS);
    open.retainAll(Files.getPosixFilePermissions(file));
    if (Files.isRegularFile(file) && !open.isEmpty()) {
      throw new IOException(
          name + ": others may use it too: chmod 600 it, or hand it over as fd:N");
    }
    return bytes(file, name);
  }

  private static byte[] bytes(Path file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(name + ": is larger than any key");
      }
      return bytes;
    }
  }
}
