package dev.wipeit.cli;

import dev.wipeit.certificate.Examination;
import dev.wipeit.certificate.TrustedKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys that a certificate must be signed by before a drive is compared with it. */
final class TrustOptions {

  @Option(
      names = "--trusted-key",
      paramLabel = "FILE",
      description =
          "The public key that must have signed the certificate; may be repeated. Default: this"
              + " host's own; without any the signature is not checked, and that is said.")
  private List<Path> trusted = new ArrayList<>();

  /**
   * Checks a certificate. Without any key the rest is checked: it is at least whole and says the
   * same everywhere.
   *
   * @throws CommandException (5) with all that is wrong with it
   */
  void requireGenuine(Machine machine, StateOptions state, CertificateFiles.Found found)
      throws CommandException, IOException {
    List<TrustedKey> keys = keys(new CertificateFiles(machine, state), found);
    Examination examination = new Examination(keys);
    examination.examine(found.name(), found.bytes());
    List<String> problems =
        examination.problems().stream()
            .filter(problem -> !keys.isEmpty() || !problem.contains(Examination.UNTRUSTED))
            .toList();
    if (!problems.isEmpty()) {
      throw new CommandException(ExitCode.DIFFERS, problems.toArray(String[]::new));
    }
    if (keys.isEmpty()) {
      String warning = " is NOT checked: name the key with --trusted-key";
      machine.streams().err().println("wipeit: the signature of " + found.name() + warning);
    }
  }

  private List<TrustedKey> keys(CertificateFiles files, CertificateFiles.Found found)
      throws CommandException, IOException {
    if (!trusted.isEmpty()) {
      return files.trusted(trusted);
    }
    @Nullable TrustedKey own = files.own();
    return own != null && own.id().equals(found.keyId()) ? List.of(own) : List.of();
  }
}
