package dev.wipeit.cli;

import dev.wipeit.method.WipeMethod;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * A value that was set for an option, as text.
 *
 * @param setting the option
 * @param text the value, as the option would be given it
 * @param origin where it was set
 */
record Given(Setting setting, String text, Origin origin) {

  /**
   * The value of the option.
   *
   * @throws ConfigException if the option refuses it, with the place and the reason
   */
  Object value() throws ConfigException {
    try {
      if (setting == Setting.METHOD && text.equals(WipeMethod.CUSTOM)) {
        throw new TypeConversionException("for passes of your own, 'passes' alone is set");
      }
      return setting.value(text);
    } catch (TypeConversionException refused) {
      throw new ConfigException(
          List.of(origin + ": " + setting.key() + ": " + refused.getMessage()));
    }
  }
}
