package dev.wipeit.cli;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shell script that this process was started by and that the caller waits for. A process with a
 * thread inside a request that the device never answers cannot end, whatever it is sent; the script
 * can, so that the caller gets its prompt and its exit code.
 */
final class Launcher {

  /** Signal numbers of asm-generic/signal.h (x86, ARM, RISC-V). */
  static final int SIGINT = 2;

  static final int SIGKILL = 9;
  static final int SIGUSR1 = 10;
  static final int SIGUSR2 = 12;
  static final int SIGALRM = 14;
  static final int SIGVTALRM = 26;

  private final Kernel kernel;
  private final int pid;

  private Launcher(Kernel kernel, int pid) {
    this.kernel = kernel;
    this.pid = pid;
  }

  /** The launcher that the environment names, or null where there is none. */
  static @Nullable Launcher of(Map<String, String> env, Kernel kernel) {
    String pid = env.getOrDefault("WIPEIT_LAUNCHER", "");
    boolean named = pid.matches("[1-9][0-9]{0,8}");
    return named && kernel.parentProcess() == Integer.parseInt(pid)
        ? new Launcher(kernel, Integer.parseInt(pid))
        : null;
  }

  /**
   * Ends this process with its launcher, so that killing the one kills the other, and takes back
   * that a shell has its background processes ignore Ctrl-C, unless the caller wanted just that.
   */
  void attach() throws IOException {
    kernel.signalAtParentDeath(SIGKILL);
    if (kernel.parentProcess() != pid) {
      throw new IOException("the launcher of this process has ended");
    }
    if (!ignores(SIGINT)) {
      kernel.resetSignal(SIGINT);
    }
  }

  /** {@code SigIgn} of proc_pid_status(5): a mask in hexadecimal. */
  private boolean ignores(int signal) throws IOException {
    String status =
        Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1);
    for (String line : status.split("\n", -1)) {
      if (line.startsWith("SigIgn:")) {
        return new BigInteger(line.substring(7).strip(), 16).testBit(signal - 1);
      }
    }
    return false;
  }

  /**
   * Has the launcher end now with that code, whatever becomes of this process; with the code of a
   * refusal it waits, since no request to a device is under way.
   */
  void leave(ExitCode code) throws ErrnoException {
    int signal =
        switch (code) {
          case STOPPED_BY_INT -> SIGUSR1;
          case STOPPED_BY_TERM -> SIGUSR2;
          case STOPPED_BY_HUP -> SIGALRM;
          case GONE -> SIGVTALRM;
          // Nothing is written yet that could hold this process: the launcher sees its code.
          default -> 0;
        };
    if (signal != 0) {
      kernel.kill(pid, signal);
    }
  }
}
