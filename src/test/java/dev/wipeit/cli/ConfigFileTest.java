package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {

  private static final int SOMEBODY = 4711;

  private Path file;
  private int uid;

  @BeforeEach
  void aFile(@TempDir Path folder) throws Exception {
    file = Files.writeString(folder.toRealPath().resolve("x.toml"), "rounds = 3\n");
    uid = ConfigFile.effectiveUid();
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String fault(Path file, int uid) {
    List<String> faults =
        assertThrows(ConfigException.class, () -> ConfigFile.read(file, uid)).faults();
    assertEquals(1, faults.size(), faults.toString());
    return faults.get(0);
  }

  @Test
  void readsTheUsersOwn() throws Exception {
    mode("rw-r--r--");
    ConfigFile read = ConfigFile.read(file, uid);
    assertEquals(List.of(new TomlEntry("rounds", Form.WHOLE, "3", 1)), read.entries());
    assertEquals(file.toString(), read.shown());
  }

  @Test
  void nobodyElsesIsTrusted() throws Exception {
    Requires.root();
    mode("rw-r--r--");
    assertEquals(1, ConfigFile.read(file, SOMEBODY).entries().size());
    Files.setAttribute(file, "unix:uid", SOMEBODY);
    assertEquals(1, ConfigFile.read(file, SOMEBODY).entries().size());
    assertEquals(
        file + ": belongs to uid 4711 and is not trusted: look what is in it, then chown 0",
        fault(file, 0));
    assertEquals(
        file + ": belongs to uid 4711 and is not trusted: look what is in it, then chown 4712",
        fault(file, SOMEBODY + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-rw-r--, 0, false",
    "rw-r--rw-, 0, false",
    "rw-r--r--, 0, true",
    "rw-rw-r--, 4711, true",
    "rw-r--rw-, 4711, false"
  })
  void whatOthersCanWriteIsNotTrusted(String mode, int uid, boolean isTrusted) throws Exception {
    Requires.root();
    Files.setAttribute(file, "unix:uid", uid);
    mode(mode);
    if (isTrusted) {
      assertEquals(1, ConfigFile.read(file, uid).entries().size());
    } else {
      assertEquals(
          file
              + ": can be written by others and is not trusted: look what is in it, then chmod"
              + " go-w",
          fault(file, uid));
    }
  }

  @Test
  void aLinkIsFollowedAndSaid(@TempDir Path other) throws Exception {
    mode("rw-r--r--");
    Path link = Files.createSymbolicLink(other.resolve("link"), file);
    assertEquals(link + " -> " + file, ConfigFile.read(link, uid).shown());
    mode("rw-rw-rw-");
    assertEquals(
        link
            + " -> "
            + file
            + ": can be written by others and is not trusted: look what is in"
            + " it, then chmod go-w",
        fault(link, uid));
  }

  @Test
  void whatIsNoFileIsNotOpened(@TempDir Path folder) throws Exception {
    assertEquals(folder + ": is not a regular file", fault(folder, uid));
    Path fifo = folder.toRealPath().resolve("fifo");
    Tool.run("mkfifo", fifo.toString());
    assertEquals(fifo + ": is not a regular file", fault(fifo, uid));
    assertEquals("/dev/zero: is not a regular file", fault(Path.of("/dev/zero"), uid));
  }

  @Test
  void devNullSetsNothing() throws Exception {
    assertEquals(List.of(), ConfigFile.read(ConfigFile.NOTHING, uid).entries());
  }

  @Test
  void whatIsNotThereIsTold(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    assertEquals(missing + ": cannot be read: no such file", fault(missing, uid));
  }

  @Test
  void whatIsNoTextIsTold() throws IOException {
    Files.write(file, new byte[] {'#', (byte) 0xff});
    mode("rw-r--r--");
    assertEquals(file + ": is not UTF-8", fault(file, uid));
    Files.write(file, "#".repeat(300_000).getBytes(StandardCharsets.UTF_8));
    assertEquals(file + ": is longer than 262144 bytes", fault(file, uid));
    Files.writeString(file, "rounds = 1\nrounds\n");
    assertEquals(file + ":2: this is not TOML", fault(file, uid).replaceFirst("TOML:.*", "TOML"));
  }
}
