package dev.wipeit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wipeit certificate}: the signed records of runs. */
@Command(
    name = "certificate",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The signed records of finished runs: shows, checks, exports and countersigns them.",
      "",
      "A certificate is made at the end of every run, also of one that failed or was given up."
          + " Anybody can check it with the public key alone; see docs/certificate.md.",
      ""
    })
final class CertificateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command with its own commands. */
  static CommandLine line(Machine machine) {
    return new CommandLine(new CertificateCommand())
        .addSubcommand(new CertificateShow(machine))
        .addSubcommand(new CertificateList(machine))
        .addSubcommand(new CertificateVerify(machine))
        .addSubcommand(new CertificateExport(machine))
        .addSubcommand(new CertificateCountersign(machine))
        .addSubcommand(new CertificateKey(machine))
        .addSubcommand(new CertificateMake(machine));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which certificate command?");
  }
}
