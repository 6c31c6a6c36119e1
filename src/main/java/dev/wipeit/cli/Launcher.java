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

  /**
   * The signal that has the script end with code 0; the next numbers stand for the next codes, up
   * to 9. Real-time signals mean nothing to anybody else, and the C library takes the first few.
   */
  static final int CODE_0 = 40;

  /** Tells the script that this process sees to signals itself from now on. */
  private static final int HERE = 50;

  /** Have the script end with the code of SIGINT, SIGTERM, SIGHUP. */
  static final int SIGVTALRM = 26;

  static final int SIGPROF = 27;
  static final int SIGALRM = 14;

  private final Kernel kernel;
  private final int pid;

  private Launcher(Kernel kernel, int pid) {
    this.kernel = kernel;
    this.pid = pid;
  }

  /** The launcher that the environment names, or null where there is none. */
  static @Nullable Launcher of(Map<String, String> env, Kernel kernel) {
    String pid = env.getOrDefault("WIPEIT_LAUNCHER", "");
    return pid.matches("[1-9][0-9]{0,8}") ? new Launcher(kernel, Integer.parseInt(pid)) : null;
  }

  /**
   * Ends this process with its launcher, so that killing the one kills the other, and takes back
   * that a shell has its background processes ignore Ctrl-C, unless the caller wanted just that.
   * From now on what a signal did is told by this process.
   *
   * @throws IOException if the launcher has ended already: nobody waits for this process
   */
  void attach() throws IOException {
    kernel.signalAtParentDeath(SIGKILL);
    if (kernel.parentProcess() != pid) {
      throw new IOException(
          "the launcher of this process ("
              + pid
              + ") has ended: start it again, nothing was written");
    }
    kernel.kill(pid, HERE);
    if (!ignores(String.valueOf(pid), SIGINT)) {
      kernel.resetSignal(SIGINT);
    }
  }

  /**
   * Whether a process ignores a signal: {@code SigIgn} of proc_pid_status(5), a mask in
   * hexadecimal.
   *
   * @param process its number, or {@code self}
   */
  static boolean ignores(String process, int signal) throws IOException {
    String status =
        Files.readString(Path.of("/proc", process, "status"), StandardCharsets.ISO_8859_1);
    for (String line : status.split("\n", -1)) {
      if (line.startsWith("SigIgn:")) {
        return new BigInteger(line.substring(7).strip(), 16).testBit(signal - 1);
      }
    }
    return false;
  }

  /** Has the launcher end now with a code, whatever becomes of this process. */
  void leave(ExitCode code) throws ErrnoException {
    switch (code) {
      case STOPPED_BY_INT -> signal(SIGVTALRM);
      case STOPPED_BY_TERM -> signal(SIGPROF);
      case STOPPED_BY_HUP -> signal(SIGALRM);
      default -> signal(CODE_0 + code.code());
    }
  }

  /** Only while it is the parent: afterwards its number may be somebody else's. */
  private void signal(int number) throws ErrnoException {
    if (kernel.parentProcess() == pid) {
      kernel.kill(pid, number);
    }
  }
}
