package dev.wipeit.cli;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wipeit.checkpoint.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A configuration file that can be trusted, as it was read.
 *
 * @param path as it was given
 * @param real where it is, no link on the way
 * @param entries its keys in their order
 */
record ConfigFile(Path path, Path real, List<TomlEntry> entries) {

  /** The configuration of the machine. */
  static final Path OF_THE_MACHINE = Path.of("/etc/wipeit.toml");

  /** Stands for a file that sets nothing. */
  static final Path NOTHING = Path.of("/dev/null");

  /** All settings there are take a few hundred bytes; comments may be long. */
  private static final int MOST_BYTES = 256 * 1024;

  /** {@code S_IWGRP} and {@code S_IWOTH} of inode(7). */
  private static final int WRITABLE_BY_GROUP = 0020;

  private static final int WRITABLE_BY_OTHERS = 0002;

  /**
   * Reads a file.
   *
   * @param uid the effective user; root trusts nobody else's file, and none that others can write
   * @throws ConfigException if there is none, it cannot be trusted or read, or is not TOML
   */
  static ConfigFile read(Path path, int uid) throws ConfigException {
    if (path.equals(NOTHING)) {
      return new ConfigFile(path, path, List.of());
    }
    Path real = path;
    try {
      real = path.toRealPath();
      requireTrusted(path, real, uid);
      return new ConfigFile(path, real, TomlText.entries(text(path, real)));
    } catch (JsonProcessingException fault) {
      int line = fault.getLocation() == null ? 0 : fault.getLocation().getLineNr();
      throw fault(
          shown(path, real) + (line > 0 ? ":" + line : ""),
          "this is not TOML: " + fault.getOriginalMessage());
    } catch (IOException unreadable) {
      throw fault(shown(path, real), "cannot be read: " + Printable.reason(unreadable));
    }
  }

  /** The effective user: the owner of {@code /proc/self}, proc(5). */
  static int effectiveUid() throws ConfigException {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException unknown) {
      throw fault("/proc/self", "does not tell the current user: " + Printable.reason(unknown));
    }
  }

  /** The file with the file that it is a link to. */
  String shown() {
    return shown(path, real);
  }

  private static String shown(Path path, Path real) {
    return path.toAbsolutePath().normalize().equals(real) ? path.toString() : path + " -> " + real;
  }

  private static void requireTrusted(Path path, Path real, int uid)
      throws IOException, ConfigException {
    // Before it is opened: opening a FIFO would wait for a writer.
    Map<String, Object> facts =
        Files.readAttributes(real, "unix:isRegularFile,uid,mode", NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(facts.get("isRegularFile"))) {
      throw fault(shown(path, real), "is not a regular file");
    }
    int owner = (Integer) Objects.requireNonNull(facts.get("uid"));
    if (owner != 0 && owner != uid) {
      throw fault(
          shown(path, real),
          "belongs to uid " + owner + " and is not trusted: look what is in it, then chown " + uid);
    }
    int others = uid == 0 ? WRITABLE_BY_GROUP | WRITABLE_BY_OTHERS : WRITABLE_BY_OTHERS;
    if (((Integer) Objects.requireNonNull(facts.get("mode")) & others) != 0) {
      throw fault(
          shown(path, real),
          "can be written by others and is not trusted: look what is in it, then chmod go-w");
    }
  }

  private static String text(Path path, Path real) throws IOException, ConfigException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(real, NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw fault(shown(path, real), "is longer than " + MOST_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException foreign) {
      throw fault(shown(path, real), "is not UTF-8");
    }
  }

  private static ConfigException fault(String where, String what) {
    return new ConfigException(List.of(where + ": " + what));
  }
}
