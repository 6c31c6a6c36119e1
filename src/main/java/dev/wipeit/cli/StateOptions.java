package dev.wipeit.cli;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the state is. */
final class StateOptions {

  private static final Path SYSTEM = Path.of("/var/lib/wipeit");

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Where runs are saved. Default: /var/lib/wipeit, or $XDG_STATE_HOME/wipeit for a user"
              + " who is not root.")
  @Nullable Path directory;

  /** The directory for a command that writes state; it is made if it is not there. */
  StateDirectory open(Map<String, String> env) throws StateDirectoryException {
    return StateDirectory.open(path(env));
  }

  /** The directory for a command that only reads; empty if there is none. */
  Optional<StateDirectory> existing(Map<String, String> env) throws StateDirectoryException {
    return StateDirectory.existing(path(env));
  }

  Path path(Map<String, String> env) {
    return directory == null ? usual(env) : directory.toAbsolutePath();
  }

  /**
   * Where it is unless somebody says otherwise. A relative path would be another folder in each
   * working directory, and counts as none (XDG Base Directory Specification).
   */
  Path usual(Map<String, String> env) {
    if ("root".equals(System.getProperty("user.name"))) {
      return SYSTEM;
    }
    String state = env.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "wipeit");
    }
    String home = env.getOrDefault("HOME", System.getProperty("user.home", ""));
    return home.startsWith("/") ? Path.of(home, ".local", "state", "wipeit") : SYSTEM;
  }
}
