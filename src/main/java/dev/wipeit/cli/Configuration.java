package dev.wipeit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment and the configuration file set, the environment before the file.
 *
 * @param env the environment
 * @param file the file, or null where there is none
 * @param inFile what the file sets
 */
record Configuration(Map<String, String> env, @Nullable ConfigFile file, List<Given> inFile) {

  /**
   * Reads the file that is named on the command line; else by {@code WIPEIT_CONFIG}; else the
   * machine's, if there is one.
   *
   * @throws ConfigException if it cannot be used, with all its faults
   */
  static Configuration of(Map<String, String> env, @Nullable Path named) throws ConfigException {
    String variable = env.getOrDefault(Variables.CONFIG, "");
    @Nullable Path path = named != null ? named : variable.isEmpty() ? null : Path.of(variable);
    return path == null ? ofTheMachine(env) : read(env, path);
  }

  private static Configuration ofTheMachine(Map<String, String> env) throws ConfigException {
    return Files.notExists(ConfigFile.OF_THE_MACHINE)
        ? new Configuration(env, null, List.of())
        : read(env, ConfigFile.OF_THE_MACHINE);
  }

  private static Configuration read(Map<String, String> env, Path path) throws ConfigException {
    ConfigFile file = ConfigFile.read(path, ConfigFile.effectiveUid());
    return new Configuration(env, file, FileFaults.check(file));
  }

  /** What was set for an option, the one that holds first; empty for the built-in default. */
  List<Given> given(Setting setting) {
    List<Given> all = new ArrayList<>();
    String variable = variable(setting);
    if (!variable.isEmpty()) {
      all.add(new Given(setting, variable, new Origin.Variable(setting.variable())));
    }
    boolean isExcluded = setting.excluded().stream().anyMatch(other -> !variable(other).isEmpty());
    if (!isExcluded) {
      inFile.stream().filter(given -> given.setting() == setting).forEach(all::add);
    }
    return all;
  }

  /** An empty variable is none. */
  private String variable(Setting setting) {
    return env.getOrDefault(setting.variable(), "");
  }
}
