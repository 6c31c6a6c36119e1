package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Envelope;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.Keys;
import dev.wipeit.certificate.Registry;
import dev.wipeit.certificate.TrustedKey;
import dev.wipeit.checkpoint.StateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificates that a command line names: by their run, or as files from anywhere. */
final class CertificateFiles {

  private static final int MOST_BYTES = 16 << 20;

  private final Machine machine;
  private final StateOptions options;

  CertificateFiles(Machine machine, StateOptions options) {
    this.machine = machine;
    this.options = options;
  }

  /** A certificate and where it comes from. */
  static final class Found {

    private final String name;
    private final Path file;
    private final byte[] bytes;

    Found(String name, Path file, byte[] bytes) {
      this.name = name;
      this.file = file;
      this.bytes = bytes;
    }

    /** For messages. */
    String name() {
      return name;
    }

    Path file() {
      return file;
    }

    /** As they are there. */
    byte[] bytes() {
      return bytes;
    }

    Envelope envelope() throws IOException {
      return Envelope.readShaped(bytes, name);
    }

    JsonObject payload() throws IOException {
      return envelope().payload();
    }

    /** The key that it says it is signed by, or null where it says nothing of the kind. */
    @Nullable String keyId() throws CertificateException {
      JsonObject signature = Envelope.read(bytes, name).json().objectOrEmpty("signature");
      return signature.textOrNull("key_id");
    }
  }

  /** The registry for reading, or null where there is no state directory. */
  @Nullable Registry registry() throws IOException {
    Optional<StateDirectory> state = options.existing(machine.env());
    return state.isEmpty() ? null : new Registry(state.get(), machine.clock(), null);
  }

  /** The registry for writing. */
  Registry open() throws IOException {
    return new Registry(options.open(machine.env()), machine.clock(), null);
  }

  /** The certificate of a run id, or in a file. */
  Found find(String named) throws CommandException, IOException {
    if (named.contains("/") || Files.exists(Path.of(named))) {
      return read(Path.of(named));
    }
    @Nullable Registry registry = registry();
    byte[] bytes = registry == null || !isRun(named) ? null : registry.bytes(named);
    if (registry == null || bytes == null) {
      throw new CommandException(
          ExitCode.NOTHING_TO_RESUME,
          "there is no certificate of a run " + named + ", and no such file",
          "  see 'wipeit certificate list'; for a run without one: wipeit certificate make "
              + named);
    }
    return new Found(registry.path(named).toString(), registry.path(named), bytes);
  }

  private static boolean isRun(String named) {
    return named.matches("[A-Za-z0-9_][A-Za-z0-9_.:+@=,-]{0,199}");
  }

  static Found read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + ": is larger than any certificate");
      }
      return new Found(file.toString(), file, bytes);
    }
  }

  /** All of the state directory, in the order of their runs. */
  List<Found> all() throws IOException {
    @Nullable Registry registry = registry();
    List<Found> all = new ArrayList<>();
    if (registry != null) {
      for (String run : registry.runs()) {
        byte[] bytes = registry.bytes(run);
        if (bytes != null) {
          all.add(new Found(run, registry.path(run), bytes));
        }
      }
    }
    return all;
  }

  /** Those of the drives of the last command that has come to its end. */
  List<Found> lastBatch() throws CommandException, IOException {
    @Nullable Registry registry = registry();
    @Nullable JsonObject head = registry == null ? null : registry.head();
    if (registry == null || head == null) {
      throw new CommandException(ExitCode.NOTHING_TO_RESUME, "there is no certificate yet");
    }
    byte[] last = registry.bytes(head.text("run"));
    @Nullable String batch =
        last == null ? null : Envelope.read(last, head.text("run")).payload().textOrNull("batch");
    List<Found> batched = new ArrayList<>();
    for (Found found : all()) {
      boolean same = batch != null && batch.equals(found.payload().textOrNull("batch"));
      if (same || found.payload().text("run").equals(head.text("run"))) {
        batched.add(found);
      }
    }
    return batched;
  }

  /** The keys that count: those that are named, else this host's own. */
  List<TrustedKey> trusted(List<Path> named) throws CommandException, IOException {
    List<TrustedKey> keys = new ArrayList<>();
    for (Path file : named) {
      keys.add(TrustedKey.ofPem(read(file).bytes(), file.toString()));
    }
    if (!keys.isEmpty()) {
      return keys;
    }
    @Nullable TrustedKey own = own();
    if (own == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "there is no key to check with: this host has not signed anything yet",
          "  name the public key of the host that has: --trusted-key FILE");
    }
    return List.of(own);
  }

  /** This host's public key, or null. */
  @Nullable TrustedKey own() throws IOException {
    Optional<StateDirectory> state = options.existing(machine.env());
    return state.isEmpty() ? null : new Keys(state.get()).trusted();
  }
}
