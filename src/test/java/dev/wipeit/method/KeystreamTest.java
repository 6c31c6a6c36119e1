package dev.wipeit.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.wipeit.testing.Requires;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeystreamTest {

  private static final PassKey KEY =
      new PassKey("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  private static final int CAPACITY = 256 << 10;

  /**
   * NIST SP 800-38A F.5.5, CTR-AES256.Encrypt: its counter blocks lie beyond every device, so they
   * check the comparison that the other tests make with the cipher block by block.
   */
  @Test
  void theBlockwiseComparisonGivesTheVectorsOfNist() throws Exception {
    BigInteger counter = new BigInteger("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", 16);
    String[] plain = {
      "6bc1bee22e409f96e93d7e117393172a", "ae2d8a571e03ac9c9eb76fac45af8e51",
      "30c81c46a35ce411e5fbc1191a0a52ef", "f69f2445df4f9b17ad2b417be66c3710"
    };
    String[] encrypted = {
      "601ec313775789a5b7a7f504bbf3d228", "f443e3ca4d62b59aca84e990cacaf5c5",
      "2b0930daa23de94ce87017ba2d84988d", "dfc9c58db67aada613c2dd08457941a6"
    };
    for (int i = 0; i < plain.length; i++) {
      byte[] stream = block(KEY, counter.add(BigInteger.valueOf(i)));
      byte[] in = HexFormat.of().parseHex(plain[i]);
      for (int j = 0; j < stream.length; j++) {
        stream[j] ^= in[j];
      }
      assertEquals(encrypted[i], HexFormat.of().formatHex(stream));
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        15,
        16,
        17,
        4095,
        (1L << 32) - 8,
        1L << 32,
        (1L << 36) - 17,
        (1L << 36) + 3,
        (1L << 40) + 4096,
        Long.MAX_VALUE - 200
      })
  void isTheCipherBlockByBlockAtEveryOffset(long offset) throws Exception {
    for (int length : new int[] {1, 15, 16, 17, 100, 160}) {
      assertArrayEquals(expected(KEY, offset, length), actual(KEY, offset, length));
    }
  }

  @Test
  void isTheCipherBlockByBlockAtRandomOffsets() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KeystreamTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      PassKey key = PassKey.draw(new SecureRandom());
      long offset = random.nextLong() >>> (1 + random.nextInt(62));
      int length = 1 + random.nextInt(600);
      offset = Math.min(offset, Long.MAX_VALUE - length);
      assertArrayEquals(
          expected(key, offset, length), actual(key, offset, length), () -> "seed " + seed);
    }
  }

  @Test
  void longRequestsAreTheCipherBlockByBlockToo() throws Exception {
    long offset = (1L << 36) - 70_001;
    assertArrayEquals(expected(KEY, offset, CAPACITY), actual(KEY, offset, CAPACITY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 512, 4096, 16 << 10, (16 << 10) + 1, 100_000})
  void doesNotDependOnHowItIsCutUp(int piece) {
    long begin = (1L << 33) + 5;
    int total = Math.min(CAPACITY, 3000 + 7 * piece);
    byte[] whole = actual(KEY, begin, total);
    Filler filler = new Keystream(KEY).filler(ByteBuffer.allocateDirect(CAPACITY));
    byte[] pieces = new byte[total];
    for (int at = 0; at < total; at += piece) {
      int length = Math.min(piece, total - at);
      filler.at(begin + at, length).get(pieces, at, length);
    }
    assertArrayEquals(whole, pieces);
  }

  @Test
  void goesOnWhereItEndedAndAnywhereElse() {
    Filler filler = new Keystream(KEY).filler(ByteBuffer.allocateDirect(CAPACITY));
    long[] offsets = {0, 100, 100, 1100, 2100, 3101, 4100, 1 << 20, 0, 1000, 3};
    for (long offset : offsets) {
      byte[] given = new byte[1000];
      filler.at(offset, given.length).get(given);
      assertArrayEquals(actual(KEY, offset, given.length), given, "at " + offset);
    }
  }

  @Test
  void fillsAnArrayAsItFillsABuffer() {
    ByteBuffer array = ByteBuffer.allocate(CAPACITY + 7).slice(7, CAPACITY);
    Filler filler = new Keystream(KEY).filler(array);
    for (int length : new int[] {CAPACITY, 40_000, 12 << 10, 17}) {
      byte[] given = new byte[length];
      filler.at(12_345, length).get(given);
      assertArrayEquals(actual(KEY, 12_345, length), given);
    }
  }

  @Test
  void givesTheWholeRequestAndNothingElse() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY);
    Filler filler = new Keystream(KEY).filler(buffer);
    filler.at(0, CAPACITY);
    ByteBuffer given = filler.at(3, 1000);
    assertEquals(0, given.position());
    assertEquals(1000, given.limit());
    given.position(500);
    assertEquals(CAPACITY, filler.at(3, CAPACITY).remaining());
  }

  @Test
  void isWhatOpensslMakesOfZeros() throws Exception {
    Requires.tool("openssl");
    int length = 200_000;
    assertArrayEquals(openssl(length), actual(KEY, 0, length));
  }

  @Test
  void differsUnderAnotherKeyAndDoesNotRepeat() {
    byte[] stream = actual(KEY, 0, CAPACITY);
    byte[] other = actual(new PassKey("0".repeat(64)), 0, CAPACITY);
    assertNotEquals(0, Arrays.compare(stream, other));
    int half = CAPACITY / 2;
    assertNotEquals(-1, Arrays.mismatch(stream, 0, half, stream, half, CAPACITY));
  }

  @Test
  void warmingUpEnds() {
    long begin = System.nanoTime();
    Keystream.warmUp();
    assertEquals(0, (System.nanoTime() - begin) / 5_000_000_000L);
  }

  private static byte[] actual(PassKey key, long offset, int length) {
    byte[] bytes = new byte[length];
    new Keystream(key)
        .filler(ByteBuffer.allocateDirect(CAPACITY))
        .at(offset, length)
        .get(bytes, 0, length);
    return bytes;
  }

  /** The counter blocks encrypted one by one, by the cipher without any mode. */
  private static byte[] expected(PassKey key, long offset, int length)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(key.hex()), "AES"));
    int lead = (int) (offset % 16);
    int blocks = (lead + length + 15) / 16;
    ByteBuffer counters = ByteBuffer.allocate(blocks * 16);
    for (int i = 0; i < blocks; i++) {
      counters.putLong(0).putLong(offset / 16 + i);
    }
    return Arrays.copyOfRange(cipher.doFinal(counters.array()), lead, lead + length);
  }

  private static byte[] block(PassKey key, BigInteger counter) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(key.hex()), "AES"));
    byte[] bytes = counter.toByteArray();
    return cipher.doFinal(Arrays.copyOfRange(bytes, bytes.length - 16, bytes.length));
  }

  private static byte[] openssl(int length) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("openssl", "enc", "-aes-256-ctr", "-K", KEY.hex(), "-iv", "0".repeat(32))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream in = process.getOutputStream()) {
                in.write(new byte[length]);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    byte[] bytes = process.getInputStream().readAllBytes();
    writer.join();
    assertEquals(0, process.waitFor());
    return bytes;
  }
}
