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
    String[] session = newSession(columns, rows, builder);
    long pid = Long.parseLong(tmux(folder, session).succeeded().output().strip());
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
    // The end of its output and the exit code arrive at tmux one after the other.
    Await.until(
        DEADLINE,
        () -> "the end of the program",
        () -> !show("#{pane_dead_status}#{pane_dead_signal}").isEmpty());
    String signal = show("#{pane_dead_signal}");
    return signal.isEmpty()
        ? Integer.parseInt(show("#{pane_dead_status}"))
        : 128 + Integer.parseInt(signal);
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

  private String show(String format) throws IOException {
    return tmux("display-message", "-p", format).succeeded().output().strip();
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

  private static String[] newSession(int columns, int rows, ProcessBuilder builder) {
    List<String> session = new ArrayList<>(List.of("new-session", "-d", "-P", "-F", "#{pane_pid}"));
    session.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    if (builder.directory() != null) {
      session.addAll(List.of("-c", builder.directory().toString()));
    }
    for (Map.Entry<String, String> entry : builder.environment().entrySet()) {
      if (!entry.getValue().equals(System.getenv(entry.getKey()))) {
        session.addAll(List.of("-e", entry.getKey() + "=" + entry.getValue()));
      }
    }
    session.addAll(List.of("env", "-u", "TMUX"));
    session.addAll(builder.command());
    return session.toArray(String[]::new);
  }
}
