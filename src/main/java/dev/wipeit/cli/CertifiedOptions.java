package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Claim;
import dev.wipeit.certificate.Envelope;
import dev.wipeit.certificate.Examination;
import dev.wipeit.certificate.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--trusted-key",
      paramLabel = "FILE",
      description =
          "The public key that must have signed the certificate; may be repeated. Default: this"
              + " host's own; without any the signature is not checked, and that is said.")
  private List<Path> trusted = new ArrayList<>();

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
    requireGenuine(machine, new CertificateFiles(machine, state), found);
    try {
      return Claim.of(found.payload());
    } catch (CertificateException e) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME, path + ": " + e.getMessage(), "Nothing was written.");
    }
  }

  private void requireGenuine(Machine machine, CertificateFiles files, CertificateFiles.Found found)
      throws CommandException, IOException {
    List<TrustedKey> keys = new ArrayList<>();
    if (trusted.isEmpty()) {
      @Nullable TrustedKey own = files.own();
      if (own != null && own.id().equals(found.envelope().keyId())) {
        keys.add(own);
      }
    } else {
      keys.addAll(files.trusted(trusted));
    }
    Examination examination = new Examination(keys);
    // Without any key the rest is checked: it is at least whole and says the same everywhere.
    @Nullable Envelope envelope = examination.examine(found.name(), found.bytes());
    if (keys.isEmpty() && envelope != null) {
      machine
          .streams()
          .err()
          .println(
              "wipeit: the signature of "
                  + found.name()
                  + " is NOT checked: name the key with --trusted-key");
    }
    List<String> problems =
        examination.problems().stream()
            .filter(problem -> !keys.isEmpty() || !problem.contains(Examination.UNTRUSTED))
            .toList();
    if (!problems.isEmpty()) {
      throw new CommandException(ExitCode.DIFFERS, problems.toArray(String[]::new));
    }
  }
}
