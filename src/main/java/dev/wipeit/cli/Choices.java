package dev.wipeit.cli;

import dev.wipeit.media.IoMode;
import dev.wipeit.method.VerifyMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of a few words. */
final class Choices {

  private Choices() {}

  /** What {@code --verify} takes. */
  static final class OfVerify implements ITypeConverter<VerifyMode> {
    @Override
    public VerifyMode convert(String text) {
      return choice(text, VerifyMode.values(), VerifyMode::id);
    }
  }

  /** What {@code --io} takes. */
  static final class OfIo implements ITypeConverter<IoMode> {
    @Override
    public IoMode convert(String text) {
      return choice(text, IoMode.values(), IoMode::id);
    }
  }

  private static <T> T choice(String text, T[] all, Function<T, String> word) {
    List<T> values = Arrays.asList(all);
    return values.stream()
        .filter(value -> word.apply(value).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is not one of "
                        + values.stream().map(word).collect(Collectors.joining(", "))));
  }
}
