package dev.wipeit.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a configuration file sets, and all that is wrong with it. */
final class FileFaults {

  private final ConfigFile file;
  private final List<Given> given = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private FileFaults(ConfigFile file) {
    this.file = file;
  }

  /**
   * What the file sets.
   *
   * @throws ConfigException with every fault of it
   */
  static List<Given> check(ConfigFile file) throws ConfigException {
    FileFaults check = new FileFaults(file);
    file.entries().forEach(check::entry);
    check.given.forEach(check::excluded);
    if (!check.faults.isEmpty()) {
      throw new ConfigException(check.faults);
    }
    return check.given;
  }

  private void entry(TomlEntry entry) {
    @Nullable Setting setting = Setting.of(entry.key());
    if (setting == null) {
      fault(entry.line(), unknown(entry));
    } else if (!setting.forms().contains(entry.form())) {
      fault(
          entry.line(),
          "'"
              + entry.key()
              + "' takes "
              + words(setting)
              + ", not "
              + entry.form().words()
              + ": "
              + setting.example());
    } else {
      value(new Given(setting, entry.text(), new Origin.Line(file.path(), entry.line())));
    }
  }

  private void value(Given value) {
    for (Given earlier : given) {
      if (earlier.setting() == value.setting()) {
        faults.add(
            value.origin()
                + ": '"
                + value.setting().key()
                + "' is set twice, also in "
                + earlier.origin());
        return;
      }
    }
    try {
      value.value();
      given.add(value);
    } catch (ConfigException refused) {
      faults.addAll(refused.faults());
    }
  }

  /** Of two that exclude each other, the later one is told. */
  private void excluded(Given value) {
    for (Given earlier : given.subList(0, given.indexOf(value))) {
      if (value.setting().excluded().contains(earlier.setting())
          && isAsked(value)
          && isAsked(earlier)) {
        faults.add(
            value.origin()
                + ": '"
                + value.setting().key()
                + "' and '"
                + earlier.setting().key()
                + "' ("
                + earlier.origin()
                + ") exclude each other");
      }
    }
  }

  private static boolean isAsked(Given value) {
    return !value.setting().isSwitch() || value.text().equals("true");
  }

  private static String words(Setting setting) {
    return setting.forms().stream()
        .sorted(Comparator.naturalOrder())
        .map(Form::words)
        .collect(Collectors.joining(" or "));
  }

  private static String unknown(TomlEntry entry) {
    String name = "'" + entry.key() + "'";
    @Nullable String reason = NotSettings.reason(entry.key());
    if (reason != null) {
      return name + " cannot be set here: " + reason + " is said on the command line alone";
    }
    if (entry.form() == Form.TABLE || entry.form() == Form.ARRAY) {
      return name
          + " is "
          + entry.form().words()
          + ": every setting is a key of its own, without"
          + " tables";
    }
    List<String> near = NearNames.of(entry.key(), Setting.keys());
    return name
        + " is not a setting"
        + (near.isEmpty()
            ? ": see 'wipeit config'"
            : ": did you mean '" + String.join("' or '", near) + "'?");
  }

  private void fault(int line, String what) {
    faults.add(new Origin.Line(file.path(), line) + ": " + what);
  }
}
