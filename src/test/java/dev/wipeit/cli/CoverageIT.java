package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every byte of a device is what the method says, and not one more. */
@Tag("concurrent")
final class CoverageIT {

  private static final int MIB = 1 << 20;
  private static final byte OLD = (byte) 0xaa;

  private Path folder;

  @BeforeEach
  void inMemory() throws IOException {
    folder = Scratch.folder("coverage");
  }

  @AfterEach
  void clean() throws IOException {
    Scratch.delete(folder);
  }

  private Path image(long size) throws IOException {
    byte[] old = new byte[Math.toIntExact(size)];
    Arrays.fill(old, OLD);
    return Files.write(folder.resolve("image"), old);
  }

  private static ProgramResult wipe(Path state, int code, String... arguments) throws IOException {
    return Program.with(arguments).stateDirectory(state).run().expectExit(code);
  }

  /** What must be there now, worked out by the JDK's own AES-CTR from the archived key. */
  private byte[] expected(String method, int size) throws IOException {
    byte[] bytes = new byte[size];
    if (method.equals("one")) {
      Arrays.fill(bytes, (byte) 0xff);
    }
    if (!method.equals("random")) {
      return bytes;
    }
    JsonNode checkpoint = archived();
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] key = HexFormat.of().parseHex(checkpoint.get("pass_key").asText());
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode archived() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("state/progress/archive"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all.toString());
      return new ObjectMapper().readTree(Files.readAllBytes(all.get(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512, random, auto",
    "512, 1536, zero, direct",
    "512, 1536, random, buffered",
    "512, 1048064, one, direct",
    "512, 1049088, random, direct",
    "512, 1049088, zero, buffered",
    "512, 11010048, random, auto",
    "512, 104862208, random, direct",
    "4096, 4096, random, direct",
    "4096, 1044480, one, buffered",
    "4096, 11010048, random, direct",
    "4096, 104861696, zero, auto"
  })
  void everyByteOfALoopDeviceIsTheMethods(int sector, int size, String method, String io)
      throws IOException {
    Path image = image(size);
    try (LoopDevice device = LoopDevice.over(image, LoopOptions.USUAL.withSectorBytes(sector))) {
      ProgramResult result =
          wipe(
              folder.resolve("state"),
              0,
              "--yes",
              "-m",
              method,
              "--io",
              io,
              device.node().toString());
      String used = io.equals("buffered") ? "buffered" : "direct";
      assertTrue(result.err().contains("(" + used + " I/O, "), result.toString());
    }
    byte[] bytes = Files.readAllBytes(image);
    assertEquals(size, bytes.length);
    assertArrayEquals(expected(method, size), bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "1, random",
    "1, one",
    "4097, random",
    "4097, zero",
    "1048577, random",
    "1048577, one"
  })
  void everyByteOfAnOddImageIsTheMethods(int size, String method) throws IOException {
    Path image = image(size);
    wipe(
        folder.resolve("state"),
        0,
        "--yes",
        "--image-file",
        "--verify",
        "last",
        "-m",
        method,
        image.toString());
    assertArrayEquals(expected(method, size), Files.readAllBytes(image));
  }

  @Test
  void theRestThatNoWriteReachesIsNamed() throws IOException {
    Path image = image(MIB + 512);
    try (LoopDevice device = LoopDevice.over(image, LoopOptions.USUAL.withSectorBytes(4096))) {
      ProgramResult result =
          wipe(
              folder.resolve("state"),
              4,
              "--yes",
              "--json",
              "-m",
              "zero",
              device.node().toString());
      List<String> lines = result.outLines();
      JsonNode entry =
          new ObjectMapper().readTree(lines.get(lines.size() - 1)).get("devices").get(0);
      assertEquals("[{\"offset\":1048576,\"length\":512}]", sorted(entry.get("unwritten")));
    }
    byte[] bytes = Files.readAllBytes(image);
    assertArrayEquals(new byte[MIB], Arrays.copyOf(bytes, MIB));
    assertEquals(MIB + 512, bytes.length);
  }

  private static String sorted(JsonNode ranges) {
    JsonNode range = ranges.get(0);
    assertEquals(1, ranges.size());
    return "[{\"offset\":" + range.get("offset") + ",\"length\":" + range.get("length") + "}]";
  }

  @Test
  void twoRunsDiffer() throws IOException {
    Path image = image(MIB);
    wipe(folder.resolve("state"), 0, "--yes", "--image-file", image.toString());
    byte[] first = Files.readAllBytes(image);
    wipe(folder.resolve("state2"), 0, "--yes", "--image-file", image.toString());
    assertFalse(Arrays.equals(first, Files.readAllBytes(image)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "zero"})
  void roundsRepeatTheMethod(String method) throws IOException {
    Path image = image(MIB + 512);
    ProgramResult result =
        wipe(
            folder.resolve("state"),
            0,
            "--yes",
            "--image-file",
            "--rounds",
            "2",
            "-m",
            method,
            image.toString());
    assertTrue(result.out().contains("pass 2 of 2"), result.toString());
    assertArrayEquals(expected(method, MIB + 512), Files.readAllBytes(image));
  }

  @ParameterizedTest
  @CsvSource({
    "all, 'all: 4 MiB of the last pass read back, no difference'",
    "last, 'last: 4 MiB of the last pass read back, no difference'",
    "sample, 'sample: [0-9.]+ [KM]iB of the last pass read back, no difference'",
    "none, 'no \\(verify none\\)'"
  })
  void readsBackAsMuchAsIsAskedFor(String verify, String told) throws IOException {
    Path image = image(4 * MIB);
    ProgramResult result =
        wipe(
            folder.resolve("state"),
            0,
            "--yes",
            "--image-file",
            "--verify",
            verify,
            image.toString());
    assertTrue(
        result.outLines().stream().anyMatch(line -> line.matches("  verified  " + told)),
        result.toString());
    assertArrayEquals(expected("random", 4 * MIB), Files.readAllBytes(image));
  }
}
