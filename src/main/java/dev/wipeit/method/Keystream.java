package dev.wipeit.method;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keystream of AES-256 in counter mode (NIST SP 800-38A section 6.5). The counter block of the
 * 16 bytes at offset {@code n} is {@code n / 16} as a 128-bit big-endian number, so {@code openssl
 * enc -aes-256-ctr} under the same key and an IV of zero gives the same bytes.
 *
 * @param key the key, drawn for this pass alone
 */
public record Keystream(PassKey key) implements FillPattern {

  private static final int BLOCK = 16;

  /**
   * Bytes per call of the cipher. The JDK's vectorised counter mode replaces the inner call only
   * after some thousand calls have been made, so small slices reach full speed soon, and slices
   * beyond 64 KiB never do in time.
   */
  private static final int SLICE = 16 << 10;

  @Override
  public Filler filler(ByteBuffer buffer) {
    return new Counter(key, buffer);
  }

  /**
   * Brings the cipher to full speed by running it, for at most 150 ms. Meant for a thread that has
   * nothing better to do while the command line is read and the operator asked.
   */
  public static void warmUp() {
    Counter counter = new Counter(new PassKey("0".repeat(64)), ByteBuffer.allocateDirect(SLICE));
    long begin = System.nanoTime();
    long fastEnoughNanos = 8_000;
    long nanos = Long.MAX_VALUE;
    while (nanos > fastEnoughNanos && System.nanoTime() - begin < 150_000_000L) {
      for (int i = 0; i < 1000; i++) {
        counter.at(0, 64);
      }
      long start = System.nanoTime();
      counter.at(0, SLICE);
      nanos = System.nanoTime() - start;
    }
  }

  private static final class Counter implements Filler {

    private static final byte[] ZEROS = new byte[SLICE];

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final ByteBuffer buffer;
    private final byte[] slice = new byte[SLICE];

    Counter(PassKey key, ByteBuffer buffer) {
      this.key = new SecretKeySpec(key.bytes(), "AES");
      this.buffer = buffer;
      try {
        this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
      } catch (GeneralSecurityException e) {
        // Every Java platform must have AES/CTR; see the documentation of javax.crypto.Cipher.
        throw new IllegalStateException("this Java has no AES/CTR/NoPadding", e);
      }
    }

    @Override
    public ByteBuffer at(long offset, int length) {
      try {
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counterBlock(offset / BLOCK)));
        // A request that begins inside a block: the bytes before it are made and dropped.
        cipher.update(ZEROS, 0, (int) (offset % BLOCK), slice, 0);
        buffer.position(0).limit(length);
        while (buffer.hasRemaining()) {
          int n = cipher.update(ZEROS, 0, Math.min(SLICE, buffer.remaining()), slice, 0);
          buffer.put(slice, 0, n);
        }
        return buffer.flip();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES/CTR refused a counter block", e);
      }
    }

    private static byte[] counterBlock(long number) {
      byte[] block = new byte[BLOCK];
      byte[] bytes = BigInteger.valueOf(number).toByteArray();
      System.arraycopy(bytes, 0, block, BLOCK - bytes.length, bytes.length);
      return block;
    }
  }
}
