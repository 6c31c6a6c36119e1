package dev.wipeit.cli;

import dev.wipeit.SuppressForbidden;
import dev.wipeit.device.SystemRoots;
import dev.wipeit.method.Keystream;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.Open;
import dev.wipeit.wipe.Exhaustion;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entry: the real machine, and the only place that ends the process. */
public final class Main {

  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  @SuppressForbidden("this is the one way out")
  public static void main(String[] args) {
    System.exit(run(args, System.getenv()).code());
  }

  static ExitCode run(String[] args, Map<String, String> env) {
    Streams streams =
        Streams.of(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            env);
    try {
      return run(args, env, streams);
    } catch (OutOfMemoryError e) {
      streams.err().println("wipeit: " + Exhaustion.of(e).getMessage());
      return ExitCode.ERROR;
    }
  }

  private static ExitCode run(String[] args, Map<String, String> env, Streams streams) {
    Kernel kernel = Kernel.linux();
    @Nullable Launcher launcher = Launcher.of(env, kernel);
    if (launcher != null && !looksOnly(args)) {
      warmUp();
    }
    StopSignals signals =
        new StopSignals(streams.err(), System::nanoTime, code -> end(code, launcher));
    Machine machine =
        new Machine(SystemRoots.ofMachine(), kernel, env, Clock.systemUTC(), streams, signals);
    ExitCode code = new Wipeit(machine, launcher).run(args);
    if (machine.kernel().patience().isHeld()) {
      // A device holds a thread of this process, which cannot end before that.
      streams.flush();
      signals.leave(code);
    }
    return code;
  }

  /** Whether a command line asks devices and encrypts nothing. */
  private static boolean looksOnly(String[] args) {
    return args.length == 0 || args[0].equals("list") || args[0].equals("--list");
  }

  /** Gets the cipher going while the command line is worked on; only commands that write wait. */
  private static void warmUp() {
    Thread thread = new Thread(Keystream::warmUp, "wipeit-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressForbidden("this is the other way out, when the device does not answer")
  private static void end(ExitCode code, @Nullable Launcher launcher) {
    try {
      if (launcher != null) {
        try {
          // First: this process is killed as soon as the launcher has left.
          letGoOfThePipes();
        } finally {
          launcher.leave(code);
        }
      }
    } catch (ErrnoException launcherHasEnded) {
      // Then nobody waits for it; this process ends all the same.
    } finally {
      Runtime.getRuntime().halt(code.code());
    }
  }

  /**
   * A thread that the device holds keeps this process, but nobody shall wait at its pipes. A number
   * that was only closed would be given to the next file that is opened, and be printed into.
   */
  private static void letGoOfThePipes() throws ErrnoException {
    Kernel kernel = Kernel.linux();
    int nothing = kernel.open("/dev/null", Open.READ_WRITE);
    for (int standard = 0; standard <= 2; standard++) {
      kernel.replace(standard, nothing);
    }
  }
}
