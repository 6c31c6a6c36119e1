package dev.wipeit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that this program was built as. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"wipeit " + number()};
  }

  /** The number alone. */
  static String number() {
    Properties build = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
      build.load(Objects.requireNonNull(in, "build.properties is missing in the jar"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("build.properties in the jar", unreadable);
    }
    return build.getProperty("version", "unknown");
  }
}
