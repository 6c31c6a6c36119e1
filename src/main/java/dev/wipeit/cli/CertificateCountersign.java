package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Envelope;
import dev.wipeit.certificate.Examination;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.SigningKey;
import dev.wipeit.certificate.TrustedKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wipeit certificate countersign RUN|FILE}. */
@Command(
    name = "countersign",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "Adds the signed statement of the person who validates: that the result is adequate for what"
          + " was on the drive, or that it is not. What was signed before stays as it is.",
      ""
    })
final class CertificateCountersign implements Callable<Integer> {

  private final Machine machine;

  @Parameters(arity = "1", paramLabel = "RUN|FILE")
  private String named = "";

  @Option(
      names = "--key",
      paramLabel = "FILE|fd:N",
      required = true,
      description = "The person's own Ed25519 key (PKCS#8 PEM).")
  private String signingKey = "";

  @Option(names = "--name", required = true, description = "The person.")
  private String name = "";

  @Option(names = "--title", description = "Position.")
  private @Nullable String title;

  @Option(names = "--organization", description = "For whom.")
  private @Nullable String organization;

  @Option(names = "--location", description = "Where.")
  private @Nullable String location;

  @Option(names = "--note", description = "Anything else.")
  private @Nullable String note;

  @Option(
      names = "--verdict",
      paramLabel = "accepted|repeat|escalate",
      description = "NIST SP 800-88: accept, repeat, or use a stronger method. Default: accepted.")
  private String verdict = "accepted";

  @Option(
      names = "--trusted-key",
      paramLabel = "FILE",
      description = "The public key of the host that has signed it. Default: this host's own.")
  private List<Path> trusted = new ArrayList<>();

  @Mixin private StateOptions state = new StateOptions();

  CertificateCountersign(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    if (!Set.of("accepted", "repeat", "escalate").contains(verdict)) {
      throw new CommandException(
          ExitCode.USAGE, "--verdict is accepted, repeat or escalate, not '" + verdict + "'");
    }
    CertificateFiles files = new CertificateFiles(machine, state);
    CertificateFiles.Found found = files.find(named);
    SigningKey key = CertificateOptions.signingKey(signingKey);
    requireGenuine(files, found, key);
    Envelope signed = found.envelope().countersigned(statement(), key);
    replace(found.file(), signed.bytes());
    machine
        .streams()
        .out()
        .println(
            found.name() + ": countersigned by " + name + " with the key " + key.trusted().id());
    return ExitCode.OK.code();
  }

  private void requireGenuine(CertificateFiles files, CertificateFiles.Found found, SigningKey own)
      throws CommandException, IOException {
    List<TrustedKey> keys = new ArrayList<>(files.trusted(trusted));
    keys.add(own.trusted());
    Examination examination = new Examination(keys);
    examination.examine(found.name(), found.bytes());
    if (!examination.problems().isEmpty()) {
      throw new CommandException(ExitCode.DIFFERS, examination.problems().toArray(String[]::new));
    }
  }

  private JsonObject statement() {
    return JsonObject.of(
        "time", certificateTime(),
        "verdict", verdict,
        "name", name,
        "title", title,
        "organization", organization,
        "location", location,
        "note", note);
  }

  private String certificateTime() {
    return Envelope.moment(machine.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path whole = file.toAbsolutePath();
    Path next = whole.resolveSibling(whole.getFileName() + ".tmp");
    Files.deleteIfExists(next);
    try (FileChannel channel =
        FileChannel.open(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(whole)))) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw new CertificateException(file + ": could not be saved: " + e.getMessage(), e);
    }
    Files.move(next, whole, StandardCopyOption.ATOMIC_MOVE);
  }
}
