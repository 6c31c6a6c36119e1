package dev.wipeit.cli;

import dev.wipeit.certificate.Registry;
import dev.wipeit.certificate.TrustedKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit certificate key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Prints the public key of this host (PEM), to be given to those who check its certificates.",
      ""
    })
final class CertificateKey implements Callable<Integer> {

  private final Machine machine;

  @Option(names = "--id", description = "Print its id alone: SHA-256 of the key in DER.")
  private boolean id;

  @Option(names = "--make", description = "Make the key if there is none yet.")
  private boolean make;

  @Mixin private StateOptions state = new StateOptions();

  CertificateKey(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    CertificateFiles files = new CertificateFiles(machine, state);
    @Nullable TrustedKey own = files.own();
    if (own == null && make) {
      Registry registry = files.open();
      own = registry.key().trusted();
    }
    if (own == null) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          "this host has no key yet: it is made with the first certificate, or by --make");
    }
    machine.streams().out().print(id ? own.id() + System.lineSeparator() : own.pem());
    return ExitCode.OK.code();
  }
}
