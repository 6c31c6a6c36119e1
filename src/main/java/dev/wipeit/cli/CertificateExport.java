package dev.wipeit.cli;

import dev.wipeit.certificate.Envelope;
import dev.wipeit.certificate.LabelExport;
import dev.wipeit.certificate.PdfExport;
import dev.wipeit.certificate.TextExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit certificate export RUN|FILE...}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Writes certificates in another form: for paper, for a browser, for an asset system. These are"
          + " views; what is signed is the JSON.",
      ""
    })
final class CertificateExport implements Callable<Integer> {

  private final Machine machine;

  @Parameters(arity = "0..*", paramLabel = "RUN|FILE")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--last-batch",
      description = "Those of all drives of the last command that wiped any.")
  private boolean lastBatch;

  @Option(
      names = "--format",
      paramLabel = "pdf|csv|xml|html|label",
      defaultValue = "pdf",
      description = "The form; label is a PNG for a sticker of 62 mm. Default: ${DEFAULT-VALUE}.")
  private String format = "pdf";

  @Option(
      names = "--paper",
      paramLabel = "a4|letter",
      defaultValue = "a4",
      description = "The size of a PDF's pages. Default: ${DEFAULT-VALUE}.")
  private String paper = "a4";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to; an existing file is replaced. Default: standard output.")
  private @Nullable Path output;

  @Mixin private StateOptions state = new StateOptions();

  CertificateExport(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    if (named.isEmpty() == !lastBatch) {
      throw new CommandException(ExitCode.USAGE, "name a RUN or FILE, or say --last-batch");
    }
    CertificateFiles files = new CertificateFiles(machine, state);
    List<Envelope> envelopes = new ArrayList<>();
    if (lastBatch) {
      for (CertificateFiles.Found found : files.lastBatch()) {
        envelopes.add(found.envelope());
      }
    }
    for (String name : named) {
      envelopes.add(files.find(name).envelope());
    }
    byte[] bytes = form(envelopes);
    if (output == null) {
      machine.streams().out().write(bytes);
      machine.streams().out().flush();
    } else {
      Files.write(output, bytes);
    }
    return ExitCode.OK.code();
  }

  private byte[] form(List<Envelope> envelopes) throws CommandException, IOException {
    return switch (format) {
      case "pdf" -> PdfExport.pdf(envelopes, isLetter());
      case "label" -> label(envelopes);
      case "csv" -> TextExport.csv(envelopes);
      case "xml" -> TextExport.xml(envelopes);
      case "html" -> TextExport.html(envelopes);
      default ->
          throw new CommandException(
              ExitCode.USAGE, "--format is pdf, csv, xml, html or label, not '" + format + "'");
    };
  }

  private boolean isLetter() throws CommandException {
    return switch (paper) {
      case "a4" -> false;
      case "letter" -> true;
      default ->
          throw new CommandException(
              ExitCode.USAGE, "--paper is a4 or letter, not '" + paper + "'");
    };
  }

  private static byte[] label(List<Envelope> envelopes) throws CommandException, IOException {
    if (envelopes.size() != 1) {
      throw new CommandException(ExitCode.USAGE, "a label is of one drive: name one RUN or FILE");
    }
    return LabelExport.png(envelopes.get(0));
  }
}
