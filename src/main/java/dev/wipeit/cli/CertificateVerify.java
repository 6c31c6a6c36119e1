package dev.wipeit.cli;

import dev.wipeit.certificate.Envelope;
import dev.wipeit.certificate.Examination;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.Registry;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit certificate verify [RUN|FILE...]}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Checks certificates: form, schema, signatures, whether they say the same everywhere, and"
          + " whether one is missing between them. Needs the public key and nothing else. Without"
          + " names, the whole chain of the state directory.",
      "",
      "Ends with 0, or with 5 and all that is wrong.",
      ""
    })
final class CertificateVerify implements Callable<Integer> {

  private final Machine machine;

  @Parameters(arity = "0..*", paramLabel = "RUN|FILE")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--trusted-key",
      paramLabel = "FILE",
      description =
          "A public key (PEM) whose signatures count; may be repeated. Default: this host's own.")
  private List<Path> trusted = new ArrayList<>();

  @Option(
      names = "--no-chain",
      description = "Check each on its own: some between them may be elsewhere.")
  private boolean noChain;

  @Mixin private StateOptions state = new StateOptions();

  CertificateVerify(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    CertificateFiles files = new CertificateFiles(machine, state);
    List<CertificateFiles.Found> all = found(files);
    Examination examination = new Examination(files.trusted(trusted));
    for (CertificateFiles.Found found : all) {
      int before = examination.problems().size();
      @Nullable Envelope envelope = examination.examine(found.name(), found.bytes());
      boolean sound = envelope != null && examination.problems().size() == before;
      if (envelope != null && sound && named.isEmpty()) {
        agrees(examination, found.name(), envelope);
      }
    }
    chain(files, examination);
    return tell(all, examination.problems()).code();
  }

  /** Whether it is of the run that its file is called after, and of the journal of that. */
  private void agrees(Examination examination, String run, Envelope envelope) throws IOException {
    JsonObject payload = envelope.payload();
    if (!run.equals(payload.text("run"))) {
      examination.problem(run + ": is the certificate of another run");
      return;
    }
    Optional<StateDirectory> directory = state.existing(machine.env());
    @Nullable String problem =
        directory.isEmpty() ? null : JournalMatch.problem(directory.get(), payload);
    if (problem != null) {
      examination.problem(run + ": " + problem);
    }
  }

  private List<CertificateFiles.Found> found(CertificateFiles files)
      throws CommandException, IOException {
    if (named.isEmpty()) {
      return files.all();
    }
    List<CertificateFiles.Found> all = new ArrayList<>();
    for (String name : named) {
      all.add(files.find(name));
    }
    return all;
  }

  private void chain(CertificateFiles files, Examination examination) throws IOException {
    if (noChain) {
      return;
    }
    @Nullable Registry registry = named.isEmpty() ? files.registry() : null;
    if (registry == null) {
      examination.requireUnbroken();
    } else {
      examination.requireWhole(registry.head());
    }
  }

  private ExitCode tell(List<CertificateFiles.Found> all, List<String> problems)
      throws IOException {
    for (String problem : problems) {
      machine.streams().err().println("wipeit: " + problem);
    }
    if (problems.isEmpty()) {
      for (CertificateFiles.Found found : all) {
        machine
            .streams()
            .out()
            .println(found.name() + ": genuine. " + found.payload().text("about"));
      }
    } else {
      machine.streams().out().println("NOT genuine: " + problems.size() + " problems");
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.DIFFERS;
  }
}
