package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A terminal with a program in it, typed into and looked at: a tmux server of its own. The screen
 * stays when the program has ended.
 */
public final class Terminal implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final String CONFIGURATION =
      """
      set -g status off
      set -g remain-on-exit on
      set -g remain-on-exit-format ""
      set -g history-limit 0
      set -s escape-time 0
      """;

  /**
   * Runs the program, and writes its process id and its exit code into files of the folder that is
   * its name: what tmux itself tells of the end of a program is lost now and then.
   */
  private static final String WRAPPER =
      """
      trap : INT QUIT
      sh -c 'echo $$ >"$0/pid.new" && mv "$0/pid.new" "$0/pid"; exec "$@"' "$0" "$@"
      echo $? >"$0/exit.new" && mv "$0/exit.new" "$0/exit"
      """;

  private final Path folder;
  private final long pid;

  /** Empty where it had ended already. */
  private final List<ProcessHandle> program;

  private Terminal(Path folder, long pid, List<ProcessHandle> program) {
    this.folder = folder;
    this.pid = pid;
    this.program = program;
  }

  /** Runs a command in a new terminal. */
  public static Terminal start(int columns, int rows, String... command) throws IOException {
    DeviceArguments.check(List.of(command), Path.of("/"));
    return start(columns, rows, new ProcessBuilder(command));
  }

  static Terminal start(int columns, int rows, ProcessBuilder builder) throws IOException {
    Requires.tool("tmux");
    Path folder = Scratch.folder("terminal");
    Files.writeString(folder.resolve("tmux.conf"), CONFIGURATION);
    tmux(folder, newSession(folder, columns, rows, builder)).succeeded();
    long pid = number(folder.resolve("pid"));
    Terminal terminal = new Terminal(folder, pid, ProcessHandle.of(pid).stream().toList());
    Leftovers.add(terminal);
    return terminal;
  }

  /** Types text as it is. */
  public void type(String text) throws IOException {
    tmux("send-keys", "-l", "--", text).succeeded();
  }

  /** Presses a key, named as in tmux(1): {@code Enter}, {@code C-c}, {@code C-d}, {@code Up}. */
  public void key(String name) throws IOException {
    tmux("send-keys", name).succeeded();
  }

  /** Gives the window another size, of which the program gets SIGWINCH. */
  public void resize(int columns, int rows) throws IOException {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows))
        .succeeded();
  }

  /** What can be seen, one line per row, without spaces at the ends of the rows. */
  public String screen() throws IOException {
    return tmux("capture-pane", "-p").succeeded().output();
  }

  /** The same with its colours, as sequences of escape codes. */
  public String colouredScreen() throws IOException {
    return tmux("capture-pane", "-p", "-e", "-N").succeeded().output();
  }

  /** Whether the program shows the alternate screen, and not the one with the shell's lines. */
  public boolean isAlternate() throws IOException {
    return is("alternate_on");
  }

  /** Whether the cursor can be seen. */
  public boolean isCursorShown() throws IOException {
    return is("cursor_flag");
  }

  private boolean is(String flag) throws IOException {
    return tmux("display-message", "-p", "#{" + flag + "}")
        .succeeded()
        .output()
        .strip()
        .equals("1");
  }

  /** Waits until the screen holds a match; an {@link AssertionError} with the screen if not. */
  public void awaitScreen(String regex) throws IOException {
    awaitScreen(regex, DEADLINE);
  }

  /** The same with another deadline than half a minute. */
  public void awaitScreen(String regex, Duration deadline) throws IOException {
    Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
    List<String> last = new ArrayList<>(List.of(""));
    Await.until(
        deadline,
        () -> "/" + regex + "/ on the screen\n" + last.get(0),
        () -> {
          last.set(0, screen());
          return pattern.matcher(last.get(0)).find();
        });
  }

  /** Waits for the end of the program and gives its exit code. */
  public int awaitExit() throws IOException {
    return Math.toIntExact(number(folder.resolve("exit")));
  }

  /** The process that the terminal started. */
  public long pid() {
    return pid;
  }

  /** Takes the terminal away, of which the program gets SIGHUP. */
  public void hangUp() throws IOException {
    tmux("kill-server");
    Await.until(DEADLINE, () -> "the end of tmux", () -> tmux("has-session").exitCode() != 0);
  }

  /** Takes the terminal away and kills what was started in it. */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> processes = new ArrayList<>(program);
    program.forEach(process -> process.descendants().forEach(processes::add));
    hangUp();
    processes.forEach(ProcessHandle::destroyForcibly);
    Leftovers.remove(this);
    Scratch.delete(folder);
  }

  private Tool tmux(String... command) throws IOException {
    return tmux(folder, command);
  }

  private static Tool tmux(Path folder, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("tmux", "-S", folder.resolve("socket").toString()));
    all.addAll(List.of("-f", folder.resolve("tmux.conf").toString()));
    all.addAll(Arrays.asList(command));
    return Tool.run(all.toArray(String[]::new));
  }

  /** The number that the wrapper writes into a file, once it is there. */
  private static long number(Path file) throws IOException {
    Await.until(DEADLINE, () -> "the end of the program", () -> Files.exists(file));
    return Long.parseLong(Files.readString(file).strip());
  }

  private static String[] newSession(Path folder, int columns, int rows, ProcessBuilder builder) {
    List<String> session = new ArrayList<>(List.of("new-session", "-d"));
    session.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    if (builder.directory() != null) {
      session.addAll(List.of("-c", builder.directory().toString()));
    }
    for (Map.Entry<String, String> entry : builder.environment().entrySet()) {
      if (!entry.getValue().equals(System.getenv(entry.getKey()))) {
        session.addAll(List.of("-e", entry.getKey() + "=" + entry.getValue()));
      }
    }
    session.addAll(List.of("env", "-u", "TMUX", "sh", "-c", WRAPPER, folder.toString()));
    session.addAll(builder.command());
    return session.toArray(String[]::new);
  }
}
