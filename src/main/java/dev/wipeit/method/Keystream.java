package dev.wipeit.method;

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

  /** A probe of so many bytes takes less than this where the vectorised code makes it. */
  private static final int PROBE = 2048;

  private static final long FAST_NANOS = 2_000;

  private static final long MOST_WARM_UP_NANOS = 150_000_000L;

  @Override
  public Filler filler(ByteBuffer buffer) {
    return new Counter(key, buffer);
  }

  /**
   * Brings the cipher to full speed by running it, for at most 150 ms. Meant for a thread that has
   * nothing better to do while the command line is read and the operator asked.
   */
  public static void warmUp() {
    new Counter(new PassKey("0".repeat(64)), ByteBuffer.allocate(0)).warmUp();
  }

  private static final class Counter implements Filler {

    private static final byte[] ZEROS = new byte[SLICE];

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final ByteBuffer buffer;
    private final byte[] slice = new byte[SLICE];

    /** The offset that the cipher would go on at, or -1. */
    private long next = -1;

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

    /** The cipher is set up anew only where the last request does not end at this one. */
    @Override
    public ByteBuffer at(long offset, int length) {
      try {
        if (offset != next) {
          begin(offset);
        }
        next = -1;
        buffer.position(0).limit(length);
        while (buffer.hasRemaining()) {
          make(Math.min(SLICE, buffer.remaining()));
        }
        next = offset + length;
        return buffer.flip();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES/CTR refused a counter block", e);
      }
    }

    private void begin(long offset) throws GeneralSecurityException {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counterBlock(offset / BLOCK)));
      // A request that begins inside a block: the bytes before it are made and dropped.
      cipher.update(ZEROS, 0, (int) (offset % BLOCK), slice, 0);
    }

    private void make(int length) throws GeneralSecurityException {
      int at = buffer.position();
      if (buffer.hasArray()) {
        cipher.update(ZEROS, 0, length, buffer.array(), buffer.arrayOffset() + at);
      } else {
        cipher.update(ZEROS, 0, length, slice, 0);
        buffer.put(at, slice, 0, length);
      }
      buffer.position(at + length);
    }

    /**
     * What counts is how often the cipher is called, not how much it is given: by the byte, the
     * platform's own code for a block is not called often enough to be compiled for nothing.
     */
    void warmUp() {
      long begin = System.nanoTime();
      long nanos = Long.MAX_VALUE;
      try {
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counterBlock(0)));
        while (nanos > FAST_NANOS && System.nanoTime() - begin < MOST_WARM_UP_NANOS) {
          for (int i = 0; i < 1000; i++) {
            cipher.update(ZEROS, 0, 1, slice, 0);
          }
          long start = System.nanoTime();
          cipher.update(ZEROS, 0, PROBE, slice, 0);
          nanos = System.nanoTime() - start;
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES/CTR refused a counter block", e);
      }
    }

    private static byte[] counterBlock(long number) {
      return ByteBuffer.allocate(BLOCK).putLong(BLOCK - Long.BYTES, number).array();
    }
  }
}
