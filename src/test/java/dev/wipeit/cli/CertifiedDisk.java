package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A disk to be wiped, and the certificates of its state directory. */
final class CertifiedDisk implements AutoCloseable {

  /** The byte that {@link #flip} changes. */
  static final long FLIPPED = 5 * (1L << 20) + 777;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MarkedDevice disk;

  CertifiedDisk() throws IOException {
    disk = MarkedDevice.ofMebibytes(16);
  }

  MarkedDevice disk() {
    return disk;
  }

  /** Changes one bit of the disk. */
  void flip() throws IOException {
    byte[] one = disk.device().read(FLIPPED, 1);
    one[0] ^= 0x20;
    disk.device().write(FLIPPED, one);
  }

  /** The host's own key, for others. */
  String publicKey() {
    return disk.state().directory().resolve("keys/certificate.pub.pem").toString();
  }

  void assertGenuine() throws IOException {
    assertGenuine(disk.state().directory());
  }

  static void assertGenuine(Path state) throws IOException {
    Program.with("certificate", "verify").stateDirectory(state).run().expectExit(0);
  }

  /** All certificates, in the order of their runs. */
  List<Path> all() throws IOException {
    return all(disk.state().directory());
  }

  static List<Path> all(Path state) throws IOException {
    return files(state.resolve("certificates"));
  }

  static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** What the only certificate says. */
  JsonNode only() throws IOException {
    List<Path> all = all();
    assertEquals(1, all.size(), all::toString);
    return payload(all.get(0));
  }

  JsonNode payload(String run) throws IOException {
    return payload(disk.state().directory().resolve("certificates/" + run + ".json"));
  }

  static JsonNode payload(Path file) throws IOException {
    return MAPPER.readTree(file.toFile()).get("payload");
  }

  static String achieved(JsonNode payload) {
    return payload.get("level").get("nist_sp_800_88").get("achieved").asText();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
