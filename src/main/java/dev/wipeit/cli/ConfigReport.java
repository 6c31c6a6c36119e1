package dev.wipeit.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings as they are, for people and for scripts. */
final class ConfigReport {

  private final Machine machine;
  private final Configuration configuration;
  private final StateOptions state;
  private final PrintStream out;

  ConfigReport(Machine machine, Configuration configuration, StateOptions state) {
    this.machine = machine;
    this.configuration = configuration;
    this.state = state;
    this.out = machine.streams().out();
  }

  /** Code 2 if a variable of the environment holds what its option refuses. */
  ExitCode code() {
    return faults().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  void print() {
    ConfigFile file = configuration.file();
    out.println(
        "configuration file: "
            + (file == null ? ConfigFile.OF_THE_MACHINE + " (there is none)" : file.shown()));
    out.println();
    out.println(row("SETTING", "VALUE", "FROM"));
    for (Setting setting : Setting.values()) {
      List<Given> given = configuration.given(setting);
      String value = value(setting, given);
      out.println(row(setting.key(), value == null ? "-" : value, from(given)));
    }
    tellNotes();
  }

  void printJson() {
    for (Setting setting : Setting.values()) {
      out.println(Json.line(json(setting, configuration.given(setting))));
    }
    tellNotes();
  }

  private void tellNotes() {
    List<String> all = new ArrayList<>(faults());
    Variables.notes(machine.env()).forEach(note -> all.add("note: " + note));
    all.forEach(line -> machine.streams().err().println("wipeit: " + line));
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      List<Given> given = configuration.given(setting);
      try {
        if (!given.isEmpty()) {
          given.get(0).value();
        }
      } catch (ConfigException refused) {
        faults.addAll(refused.faults());
      }
    }
    return faults;
  }

  private @Nullable String value(Setting setting, List<Given> given) {
    return given.isEmpty() ? builtIn(setting) : given.get(0).text();
  }

  private static String from(List<Given> given) {
    if (given.isEmpty()) {
      return "built-in";
    }
    return given.get(0).origin() + (given.size() == 1 ? "" : ", before " + given.get(1).origin());
  }

  private Map<String, @Nullable Object> json(Setting setting, List<Given> given) {
    @Nullable Origin origin = given.isEmpty() ? null : given.get(0).origin();
    return Json.object(
        "type",
        "setting",
        "name",
        setting.key(),
        "value",
        value(setting, given),
        "source",
        origin == null ? "built-in" : origin.source(),
        "variable",
        origin instanceof Origin.Variable variable ? variable.name() : null,
        "file",
        origin instanceof Origin.Line line ? line.file().toString() : null,
        "line",
        origin instanceof Origin.Line line ? line.line() : null,
        "built_in",
        builtIn(setting));
  }

  /** What holds where nothing is set; null where that is nothing, or told by the device. */
  private @Nullable String builtIn(Setting setting) {
    return setting == Setting.STATE_DIR ? state.usual(machine.env()).toString() : setting.usual();
  }

  private static String row(String setting, String value, String from) {
    return String.format(Locale.ROOT, "%-18s %-18s %s", setting, value, from);
  }
}
