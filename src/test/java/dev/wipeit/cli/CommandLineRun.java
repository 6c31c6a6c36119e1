package dev.wipeit.cli;

import dev.wipeit.device.SystemRoots;
import dev.wipeit.sys.Kernel;
import dev.wipeit.testing.DeviceArguments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole command line in this JVM: quicker than the packaged program, and on other roots than the
 * machine's. The devices are real, and none but a loop device of the test can be named.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandLineRun(int exitCode, String out, String err) {

  /** Runs it without input and without a terminal. */
  static CommandLineRun of(Path stateDirectory, String... arguments) throws IOException {
    return run(SystemRoots.ofMachine(), Kernel.linux(), "", stateDirectory, arguments);
  }

  /** Runs it on other roots. */
  static CommandLineRun on(SystemRoots roots, Path stateDirectory, String... arguments)
      throws IOException {
    return run(roots, Kernel.linux(), "", stateDirectory, arguments);
  }

  /** Runs it on a recorded machine, which has a kernel of its own. */
  static CommandLineRun on(
      SystemRoots roots, Kernel kernel, Path stateDirectory, String... arguments)
      throws IOException {
    return run(roots, kernel, "", stateDirectory, arguments);
  }

  /** Runs it under a kernel that answers some calls in its own way. */
  static CommandLineRun under(Kernel kernel, Path stateDirectory, String... arguments)
      throws IOException {
    return run(SystemRoots.ofMachine(), kernel, "", stateDirectory, arguments);
  }

  /** Runs it as if on a terminal, where somebody types the input. */
  static CommandLineRun typed(
      SystemRoots roots, String input, Path stateDirectory, String... arguments)
      throws IOException {
    return run(roots, onTerminal(), input, stateDirectory, arguments);
  }

  private static CommandLineRun run(
      SystemRoots roots, Kernel kernel, String input, Path stateDirectory, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    DeviceArguments.check(all, Path.of("").toAbsolutePath());
    all.addAll(List.of("--state-dir", stateDirectory.toString()));
    Map<String, String> env =
        Map.of("LANG", "C.UTF-8", "TERM", "dumb", "COLUMNS", "100", "WIPEIT_CONFIG", "/dev/null");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        Streams.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err, env);
    StopSignals signals = new StopSignals(streams.err(), System::nanoTime, CommandLineRun::ended);
    Machine machine = new Machine(roots, kernel, env, Clock.systemUTC(), streams, signals);
    SignalHandlers former = SignalHandlers.save();
    try {
      int code = new Wipeit(machine, null).run(all.toArray(String[]::new)).code();
      return new CommandLineRun(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      former.restore();
    }
  }

  /** This run if it ended so, otherwise an {@link AssertionError} with all it wrote. */
  CommandLineRun expectExit(int expected) {
    if (exitCode != expected) {
      throw new AssertionError("exit code " + exitCode + ", expected " + expected + "\n" + this);
    }
    return this;
  }

  private static void ended(ExitCode code) {
    throw new AssertionError("the process would have ended with " + code);
  }

  private static Kernel onTerminal() {
    Kernel linux = Kernel.linux();
    return (Kernel)
        Proxy.newProxyInstance(
            Kernel.class.getClassLoader(),
            new Class<?>[] {Kernel.class},
            (self, method, values) -> {
              if (method.getName().equals("isTerminal")) {
                return true;
              }
              try {
                return method.invoke(linux, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
