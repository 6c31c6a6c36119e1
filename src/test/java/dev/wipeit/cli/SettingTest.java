package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.wipe.Tolerance;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

final class SettingTest {

  static Stream<OptionSpec> options() {
    return new Wipeit(new Console().machine(), null)
        .commandLine().getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().options().stream());
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyOptionIsASettingOrSaysWhyNot(OptionSpec option) {
    boolean isSetting = Setting.of(key(option)) != null;
    boolean isNone = NotSettings.reason(key(option)) != null;
    assertTrue(isSetting ^ isNone, option.longestName());
  }

  @ParameterizedTest
  @EnumSource
  void aSettingTakesWhatItsOptionTakes(Setting setting) {
    List<OptionSpec> options =
        options().filter(option -> key(option).equals(setting.key())).toList();
    assertFalse(options.isEmpty());
    for (OptionSpec option : options) {
      if (option.converters().length > 0) {
        assertEquals(option.converters()[0].getClass(), setting.converter().getClass());
      } else {
        assertTrue(setting.isSwitch() || setting == Setting.STATE_DIR, setting.key());
        assertEquals(setting.isSwitch(), option.type() == boolean.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSaidToBeBuiltInIs(Setting setting) {
    options()
        .filter(option -> key(option).equals(setting.key()))
        .map(OptionSpec::defaultValue)
        .filter(Objects::nonNull)
        .forEach(value -> assertEquals(value, setting.usual()));
    if (setting.usual() != null) {
      assertNotNull(setting.value(setting.usual()));
    }
  }

  @Test
  void whatIsBuiltInWithoutAnOptionsHelpIsTheProgramsOwn() {
    assertEquals(Tolerance.USUAL.retries(), Setting.RETRIES.value("3"));
    assertEquals("3", Setting.RETRIES.usual());
    assertEquals(
        Tolerance.USUAL.mostBadBytes(),
        Setting.MAX_BAD.value(Objects.requireNonNull(Setting.MAX_BAD.usual())));
  }

  @ParameterizedTest
  @EnumSource
  void itsExampleIsAValueForIt(Setting setting) throws IOException {
    TomlEntry entry = TomlText.entries(setting.example()).get(0);
    assertEquals(setting.key(), entry.key());
    assertTrue(setting.forms().contains(entry.form()), setting.example());
    assertNotNull(setting.value(entry.text()));
    assertNotEquals(setting.usual(), entry.text());
  }

  @ParameterizedTest
  @EnumSource
  void whatExcludesItIsExcludedByIt(Setting setting) {
    setting.excluded().forEach(other -> assertTrue(other.excluded().contains(setting)));
  }
}
