package dev.wipeit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The variables of the environment that are meant for this program. */
final class Variables {

  static final String PREFIX = "WIPEIT_";

  /** Names the configuration file where {@code --config} does not. */
  static final String CONFIG = PREFIX + "CONFIG";

  /** What the launcher tells, see Launcher and Streams. */
  private static final Set<String> OF_THE_LAUNCHER = Set.of(PREFIX + "LAUNCHER", PREFIX + "LOCALE");

  private Variables() {}

  /** What is said about variables that are not heeded; those that are somebody else's are not. */
  static List<String> notes(Map<String, String> env) {
    List<String> notes = new ArrayList<>();
    for (String name : new TreeSet<>(env.keySet())) {
      if (name.startsWith(PREFIX)
          && !name.equals(CONFIG)
          && !OF_THE_LAUNCHER.contains(name)
          && !env.getOrDefault(name, "").isEmpty()) {
        add(notes, name);
      }
    }
    return notes;
  }

  private static void add(List<String> notes, String name) {
    String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    if (Setting.of(key) != null) {
      return;
    }
    String reason = NotSettings.reason(key);
    if (reason != null) {
      notes.add(name + " is not heeded: " + reason + " is said on the command line alone");
      return;
    }
    List<String> near = NearNames.of(key, Setting.keys());
    if (!near.isEmpty()) {
      notes.add(name + " is not heeded: did you mean " + variables(near) + "?");
    }
  }

  private static String variables(List<String> keys) {
    return String.join(
        " or ",
        Stream.of(Setting.values())
            .filter(setting -> keys.contains(setting.key()))
            .map(Setting::variable)
            .toList());
  }
}
