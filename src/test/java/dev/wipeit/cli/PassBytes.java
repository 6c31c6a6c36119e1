package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the current pass of a checkpoint has to leave on the device, made without any of the
 * program's own code: fixed bytes by their absolute offset, or AES-256 in counter mode, the counter
 * of which is the offset divided by 16.
 *
 * @param key the key of a keystream, or null for fixed bytes
 * @param fixed those bytes
 */
record PassBytes(byte @Nullable [] key, byte[] fixed) {

  private static final int CHUNK = 1 << 20;
  private static final int BLOCK = 16;

  static PassBytes of(Checkpoint state) {
    String pass = state.plan().get((state.pass() - 1) % state.plan().size()).id();
    String key = state.passKey();
    return pass.equals("random")
        ? new PassBytes(HexFormat.of().parseHex(key), new byte[0])
        : new PassBytes(null, HexFormat.of().parseHex(pass));
  }

  /** The offset of the first byte of a range of the file that is another one, or -1. */
  long firstDifference(Path file, long from, long to) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      stream.skipNBytes(from);
      for (long at = from; at < to; at += CHUNK) {
        int length = (int) Math.min(CHUNK, to - at);
        int mismatch = Arrays.mismatch(stream.readNBytes(length), at(at, length));
        if (mismatch >= 0) {
          return at + mismatch;
        }
      }
    }
    return -1;
  }

  /** The bytes at an offset. */
  byte[] at(long offset, int length) {
    byte[] bytes = new byte[length];
    if (key == null) {
      for (int i = 0; i < length; i++) {
        bytes[i] = fixed[(int) ((offset + i) % fixed.length)];
      }
      return bytes;
    }
    int inBlock = (int) (offset % BLOCK);
    byte[] stream = stream(offset / BLOCK, inBlock + length);
    return Arrays.copyOfRange(stream, inBlock, inBlock + length);
  }

  private byte[] stream(long counter, int length) {
    byte[] first = ByteBuffer.allocate(BLOCK).putLong(0).putLong(counter).array();
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(first));
      return cipher.update(new byte[length]);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has AES/CTR", e);
    }
  }
}
