package dev.wipeit.cli;

import dev.wipeit.certificate.JsonObject;
import dev.wipeit.certificate.SigningKey;
import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run's certificate is to say beside what the program knows, and who signs it. */
final class CertificateOptions {

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      converter = TextConverter.class,
      description = "Who wipes, for the certificate. Nothing personal is in it unless given.")
  private @Nullable String operator;

  @Option(
      names = "--organization",
      paramLabel = "NAME",
      converter = TextConverter.class,
      description = "For whom.")
  private @Nullable String organization;

  @Option(
      names = "--asset-tag",
      paramLabel = "TAG",
      converter = TextConverter.class,
      description = "The number in the inventory.")
  private @Nullable String assetTag;

  @Option(
      names = "--location",
      paramLabel = "TEXT",
      converter = TextConverter.class,
      description = "Where.")
  private @Nullable String location;

  @Option(
      names = "--ticket",
      paramLabel = "ID",
      converter = TextConverter.class,
      description = "The order that it is done for.")
  private @Nullable String ticket;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      converter = TextConverter.class,
      description = "Anything else.")
  private @Nullable String note;

  @Option(
      names = "--field",
      paramLabel = "KEY=VALUE",
      description = "One more field of the certificate; may be repeated.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(
      names = "--disclose-pattern",
      description =
          "Put the key of each random pass into the certificate, so that anybody can compare the"
              + " drive with it. It reveals what was written over the data, and nothing else.")
  private boolean disclose;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE|fd:N",
      converter = TextConverter.class,
      description =
          "Sign with this Ed25519 key (PKCS#8 PEM), or the one behind descriptor N, 4 or more."
              + " Default: the host's own in the state directory, made on first use.")
  private @Nullable String signingKey;

  boolean disclose() {
    return disclose;
  }

  /** The object {@code person}: only what was given, without control characters. */
  JsonObject person() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "operator", operator);
    put(given, "organization", organization);
    put(given, "asset_tag", assetTag);
    put(given, "location", location);
    put(given, "ticket", ticket);
    put(given, "note", note);
    JsonObject person = JsonObject.copyOf(given);
    Map<String, String> more = new LinkedHashMap<>();
    fields.forEach((key, value) -> put(more, DeviceText.shown(key), value));
    return more.isEmpty() ? person : person.with("fields", JsonObject.copyOf(more));
  }

  private static void put(Map<String, String> given, String key, @Nullable String value) {
    String text = value == null ? "" : DeviceText.shown(value);
    if (!text.isEmpty()) {
      given.put(key, text);
    }
  }

  /**
   * The key that was given, or null.
   *
   * @throws CommandException if it cannot be used; nothing was written yet
   */
  @Nullable SigningKey signingKey() throws CommandException {
    return signingKey == null ? null : signingKey(signingKey);
  }

  /** The key in a file, or behind a descriptor. */
  static SigningKey signingKey(String name) throws CommandException {
    try {
      return SigningKey.ofPem(KeyFile.bytes(name), name);
    } catch (IOException | InvalidPathException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "the signing key cannot be used: " + e.getMessage(),
          "Nothing was written.");
    }
  }
}
