package dev.wipeit.cuts;

import dev.wipeit.checkpoint.Checkpoint;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a pass leaves on the whole device, made without the program's code; the last few are kept.
 */
final class PassImage {

  private static final int MOST = 8;

  private final Map<String, byte[]> made = new HashMap<>();

  /** The bytes of the current pass of a state; not to be changed. */
  byte[] of(Checkpoint state) {
    @Nullable String key = state.passKey();
    String id = key == null ? state.currentPass().id() : key;
    if (made.size() > MOST) {
      made.clear();
    }
    return made.computeIfAbsent(
        id, name -> key == null ? repeated(name, state) : stream(key, state));
  }

  private static byte[] repeated(String hex, Checkpoint state) {
    byte[] once = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[(int) state.totalSize()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = once[i % once.length];
    }
    return bytes;
  }

  private static byte[] stream(String key, Checkpoint state) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] bytes = HexFormat.of().parseHex(key);
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(bytes, "AES"), new IvParameterSpec(new byte[16]));
      byte[] stream = cipher.doFinal(new byte[(int) state.totalSize()]);
      return Arrays.copyOf(stream, stream.length);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has AES/CTR", e);
    }
  }
}
