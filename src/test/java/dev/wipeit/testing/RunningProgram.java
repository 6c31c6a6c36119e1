package dev.wipeit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of the program, with its output in files. */
public final class RunningProgram implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<String> command;
  private final Process process;
  private final Path out;
  private final Path err;

  private RunningProgram(List<String> command, Process process, Path out, Path err) {
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static RunningProgram start(ProcessBuilder builder, Path folder) throws IOException {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    RunningProgram running = new RunningProgram(List.copyOf(builder.command()), process, out, err);
    Leftovers.add(running);
    return running;
  }

  static void deleteAtEndOfTest(Path folder) {
    Leftovers.add(new EndsPrograms.Folder(folder));
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Returns when the process no longer ignores SIGINT. Where these tests run in the background of a
   * shell it does at first, until env(1) has seen to it.
   */
  public void awaitHeedsInterrupts() throws IOException {
    Await.until(DEADLINE, () -> "no SIGINT ignored\n" + soFar(-1), () -> !isInterruptIgnored());
  }

  /** The line SigIgn of proc_pid_status(5); SIGINT is the second bit. */
  private boolean isInterruptIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** Returns when Java has a thread of that name, of at most 15 characters. */
  public void awaitThread(String name) throws IOException {
    task(name);
  }

  /** The folder in /proc of that thread of Java, once there is one. */
  public Path task(String name) throws IOException {
    List<Path> found = new ArrayList<>();
    Await.until(
        DEADLINE,
        () -> "thread " + name + "\n" + soFar(-1),
        () -> found.addAll(ProcessTree.threads(javaPid(), name)));
    return found.get(0);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The Java process: this one or, where the launcher or a wrapper stays, one below it. */
  public long javaPid() throws IOException {
    Await.until(DEADLINE, () -> "a Java process\n" + soFar(-1), () -> javaPidOrZero() != 0);
    return javaPidOrZero();
  }

  /** Sends a signal, such as INT, to the process that was started. */
  public void signal(String name) throws IOException {
    kill(name, pid());
  }

  /** Sends a signal, such as INT, to the Java process. */
  public void signalJava(String name) throws IOException {
    kill(name, javaPid());
  }

  /** SIGKILL for the process that was started and all below it; returns when it has ended. */
  public void kill9() throws IOException {
    // Itself first, so that it does not see its children end and ends by itself.
    List<ProcessHandle> below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    Await.until(DEADLINE, () -> "the end of\n" + soFar(-1), () -> !process.isAlive());
  }

  /** Waits until stderr holds a match; an {@link AssertionError} with all it wrote if not. */
  public void awaitStderr(String regex, Duration deadline) throws IOException {
    await(err, "stderr", regex, deadline);
  }

  /** Waits until stdout holds a match; an {@link AssertionError} with all it wrote if not. */
  public void awaitStdout(String regex, Duration deadline) throws IOException {
    await(out, "stdout", regex, deadline);
  }

  /** Waits for the end; an {@link AssertionError} with all it wrote if that is not in time. */
  public ProgramResult awaitExit(Duration deadline) throws IOException {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + deadline + "\n" + soFar(-1));
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted while waiting for " + command, e);
    }
    return soFar(process.exitValue());
  }

  /** What it has written to stderr until now. */
  public String stderr() {
    return text(err);
  }

  /** What it has written to stdout until now. */
  public String stdout() {
    return text(out);
  }

  /** Kills what is left of it. */
  @Override
  public void close() throws IOException {
    kill9();
    Leftovers.remove(this);
  }

  private void await(Path file, String name, String regex, Duration deadline) throws IOException {
    Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
    Await.until(
        deadline,
        () -> "/" + regex + "/ in " + name + "\n" + soFar(-1),
        () -> pattern.matcher(text(file)).find());
  }

  private ProgramResult soFar(int exitCode) {
    return new ProgramResult(command, exitCode, text(out), text(err));
  }

  private long javaPidOrZero() throws IOException {
    for (long pid : ProcessTree.pids(pid())) {
      if (ProcessTree.isJava(pid)) {
        return pid;
      }
    }
    return 0;
  }

  private void kill(String signal, long pid) throws IOException {
    if (!process.isAlive() || !ProcessTree.pids(pid()).contains(pid)) {
      throw new IOException("has ended: " + pid + "\n" + soFar(-1));
    }
    // The shell's own kill: there need not be a program of that name.
    Tool.run("sh", "-c", "kill -" + signal + " " + pid).succeeded();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
