package dev.wipeit.device;

import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What other processes have open for writing, as far as procfs shows it to us. */
final class OpenFiles {

  /** {@code O_ACCMODE} of asm-generic/fcntl.h; 0 is O_RDONLY. */
  private static final int ACCESS_MODE = 3;

  private static final String FLAGS = "flags:";

  /**
   * An open file.
   *
   * @param process number and command of the process
   * @param status what is open
   */
  record OpenFile(String process, FileStatus status) {}

  private final SystemRoots roots;
  private final Kernel kernel;

  OpenFiles(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  /** The files open for writing that match, at most one per process. */
  List<OpenFile> writable(Predicate<FileStatus> wanted) throws IOException {
    List<OpenFile> files = new ArrayList<>();
    for (Path process : new Processes(roots).others()) {
      for (Path descriptor : descriptors(process)) {
        FileStatus status = isWritable(process, descriptor) ? status(descriptor) : null;
        if (status != null && wanted.test(status)) {
          files.add(new OpenFile(Processes.describe(process), status));
          break;
        }
      }
    }
    return files;
  }

  private static List<Path> descriptors(Path process) {
    try {
      return KernelFiles.entries(process.resolve("fd"));
    } catch (IOException notShownOrEnded) {
      return List.of();
    }
  }

  private static boolean isWritable(Path process, Path descriptor) {
    String target = Processes.target(descriptor);
    if (target == null || !target.startsWith("/")) {
      return false;
    }
    Path info = process.resolve("fdinfo").resolve(KernelFiles.nameOf(descriptor));
    String text = KernelFiles.textIfAny(info);
    return text != null && text.lines().anyMatch(OpenFiles::saysWritable);
  }

  /** proc_pid_fdinfo(5): the flags are octal. */
  private static boolean saysWritable(String line) {
    return line.startsWith(FLAGS)
        && (Integer.parseInt(line.substring(FLAGS.length()).strip(), 8) & ACCESS_MODE) != 0;
  }

  private @Nullable FileStatus status(Path descriptor) {
    try {
      return kernel.status(descriptor.toString());
    } catch (ErrnoException closedMeanwhile) {
      return null;
    }
  }
}
