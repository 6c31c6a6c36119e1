package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A certificate that a drive is compared with, and the keys that it must be signed by. */
final class CertifiedOptions {

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "Compare with what a certificate claims, on any machine: the drive must be the one that it"
              + " names. A random pass needs its key in it (wipe --disclose-pattern).")
  private @Nullable Path file;

  @Mixin private TrustOptions trust = new TrustOptions();

  boolean isGiven() {
    return file != null;
  }

  /**
   * What the certificate claims.
   *
   * @throws CommandException (5) if it is not genuine, (7) if it claims nothing to compare with
   */
  Claim claim(Machine machine, StateOptions state) throws CommandException, IOException {
    Path path = Objects.requireNonNull(file);
    CertificateFiles.Found found = CertificateFiles.read(path);
    trust.requireGenuine(machine, state, found);
    try {
      return Claim.of(found.payload());
    } catch (CertificateException e) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME, path + ": " + e.getMessage(), "Nothing was written.");
    }
  }
}
