package dev.wipeit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where the value of an option comes from when the command line does not give it: {@code
 * WIPEIT_<OPTION>} in the environment, then the configuration file. Consent never comes from
 * either.
 */
final class Defaults implements IDefaultValueProvider {

  /** The configuration of the machine. */
  static final Path FILE = Path.of("/etc/wipeit.toml");

  /** The options that may be set this way. */
  private static final Set<String> NAMES =
      Set.of(
          "method",
          "rounds",
          "verify",
          "buffer-size",
          "io",
          "checkpoint-every",
          "max-rate",
          "idle-io",
          "jobs",
          "stall-timeout",
          "pause-at",
          "operator",
          "organization",
          "asset-tag",
          "location",
          "ticket",
          "note",
          "disclose-pattern",
          "signing-key",
          "state-dir",
          "json",
          "quiet",
          "plain");

  private final Map<String, String> env;
  private final Path file;
  private @Nullable JsonNode settings;

  Defaults(Map<String, String> env, Path file) {
    this.env = env;
    this.file = file;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) throws IOException {
    if (!(arg instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName().replaceFirst("^-+", "");
    if (!NAMES.contains(name)) {
      return null;
    }
    String variable = "WIPEIT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    @Nullable String value = env.get(variable);
    try {
      return value != null && !value.isEmpty() ? value : setting(name);
    } catch (IOException e) {
      if (arg.command() == null) {
        throw e;
      }
      throw new ParameterException(arg.command().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable String setting(String name) throws IOException {
    JsonNode all = settings;
    if (all == null) {
      all = Files.exists(file) ? read() : JsonNodeFactory.instance.objectNode();
      settings = all;
    }
    JsonNode value = all.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private JsonNode read() throws IOException {
    JsonNode read = parse();
    for (Map.Entry<String, JsonNode> entry : read.properties()) {
      if (!NAMES.contains(entry.getKey()) || !entry.getValue().isValueNode()) {
        throw new IOException(file + ": '" + entry.getKey() + "' is not a setting");
      }
    }
    return read;
  }

  private JsonNode parse() throws IOException {
    try {
      return new TomlMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + (e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }
}
