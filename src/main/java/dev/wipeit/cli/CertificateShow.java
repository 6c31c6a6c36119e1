package dev.wipeit.cli;

import dev.wipeit.certificate.Sheet;
import dev.wipeit.drive.DeviceText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit certificate show RUN|FILE...}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {"Shows certificates. It does not check them: see 'verify'.", ""})
final class CertificateShow implements Callable<Integer> {

  private final Machine machine;

  @Parameters(arity = "1..*", paramLabel = "RUN|FILE")
  private List<String> named = new ArrayList<>();

  @Option(names = "--json", description = "The certificates as they are, one per line.")
  private boolean json;

  @Mixin private StateOptions state = new StateOptions();

  CertificateShow(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = machine.streams().out();
    CertificateFiles files = new CertificateFiles(machine, state);
    for (String name : named) {
      CertificateFiles.Found found = files.find(name);
      if (json) {
        out.writeBytes(found.bytes());
        out.println();
      } else {
        for (Sheet.Row row : Sheet.of(found.envelope())) {
          out.println(DeviceText.shown(row.name() + ": " + row.value()));
        }
        out.println();
      }
    }
    return ExitCode.OK.code();
  }
}
