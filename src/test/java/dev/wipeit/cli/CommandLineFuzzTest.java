package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.wipeit.device.Selection;
import dev.wipeit.device.SelectionException;
import dev.wipeit.testing.Scratch;
import dev.wipeit.units.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Whatever is given as an argument or stands in the configuration, it is understood or refused with
 * a reason. With {@code JAZZER_FUZZ=1} one of these looks for what is neither (docs/testing.md).
 */
final class CommandLineFuzzTest {

  private static final Set<String> COMMANDS = Set.of("wipe", "resume", "verify", "list", "status");

  private static final List<ITypeConverter<?>> CONVERTERS =
      List.of(
          new RateConverter(),
          new PassListConverter(),
          new PatternConverter(),
          new SampleConverter(),
          new JobsConverter());

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @FuzzTest(maxDuration = "60s")
  void size(byte[] bytes) {
    try {
      ByteSize size = ByteSize.parse(text(bytes));
      assertTrue(size.bytes() >= 0);
      assertFalse(size.toString().isEmpty());
    } catch (IllegalArgumentException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest(maxDuration = "60s")
  void selection(byte[] bytes) {
    try {
      Selection selection = Selection.parse(text(bytes));
      assertFalse(selection.toString().isEmpty());
      selection.takesVirtual();
    } catch (SelectionException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
  }

  @FuzzTest(maxDuration = "60s")
  void values(byte[] bytes) throws Exception {
    for (ITypeConverter<?> converter : CONVERTERS) {
      try {
        converter.convert(text(bytes));
      } catch (TypeConversionException refused) {
        assertFalse(String.valueOf(refused.getMessage()).isEmpty());
      }
    }
  }

  /** Arguments with a zero byte between them: nothing is lost or made up but a command's name. */
  @FuzzTest(maxDuration = "60s")
  void predecessorsSpelling(byte[] bytes) {
    String[] given = text(bytes).split("\0");
    String[] today = Arguments.translate(given.clone(), COMMANDS);
    assertTrue(today.length <= given.length + 1, () -> Arrays.toString(today));
  }

  @FuzzTest(maxDuration = "60s")
  void configuration(byte[] bytes) throws IOException {
    Path folder = Scratch.folder("fuzz");
    try {
      Path file = Files.write(folder.resolve("wipeit.toml"), bytes);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Configuration.of(Map.of(), file);
    } catch (ConfigException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    } finally {
      Scratch.delete(folder);
    }
  }
}
