package dev.wipeit.certificate;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateFolder;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The key of a host: {@code keys/certificate.pem}, and its public half beside it. */
public final class Keys {

  private static final String PRIVATE = "certificate.pem";
  private static final String PUBLIC = "certificate.pub.pem";
  private static final int MOST_BYTES = 1 << 14;

  private final StateFolder files;

  public Keys(StateDirectory state) throws IOException {
    this.files = StateFolder.trusted(state, "keys");
  }

  /** The key, made if there is none yet. Only for who holds the lock of the registry. */
  SigningKey signing() throws IOException {
    byte[] pem = files.read(PRIVATE, MOST_BYTES);
    SigningKey key;
    if (pem == null) {
      key = SigningKey.draw(new SecureRandom());
      files.replace(PRIVATE, key.pem());
    } else {
      key = SigningKey.ofPem(pem, files.file(PRIVATE).toString());
    }
    byte[] known = files.read(PUBLIC, MOST_BYTES);
    if (!Arrays.equals(known, key.trusted().pemBytes())) {
      files.replace(PUBLIC, key.trusted().pemBytes());
    }
    return key;
  }

  /** The public half, or null where there is no key yet. */
  public @Nullable TrustedKey trusted() throws IOException {
    byte[] pem = files.read(PUBLIC, MOST_BYTES);
    return pem == null ? null : TrustedKey.ofPem(pem, files.file(PUBLIC).toString());
  }

  /** For a person: where the public half is. */
  public String publicFile() {
    return files.file(PUBLIC).toString();
  }
}
