package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.TimeSlice;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How the kernel schedules the threads of a run, as it tells in {@code /proc}. */
final class ShortTurnsIT {

  private static final String SLICE = "se.slice";

  @AutoClose private final MarkedDevice disk = MarkedDevice.ofMebibytes(32);

  ShortTurnsIT() throws IOException {}

  @Test
  void theWorkersHaveThemAndTheOthersDoNot() throws IOException {
    // Linux 6.12 and later, where the kernel was built to tell it.
    assumeTrue(hasSlice(Path.of("/proc/self/sched")), "this kernel does not tell time slices");
    // An earlier test may have run a command in this thread, from which programs inherit.
    Kernel.linux().timeSlice(0);
    try (RunningProgram running = disk.wipe("--max-rate", "8M").start()) {
      Path worker = running.task("wipeit-worker-0");
      assertEquals(TimeSlice.SHORTEST_NANOS, slice(worker));
      assertEquals(TimeSlice.SHORTEST_NANOS, slice(running.task("wipeit-checkpoi")));
      assertNotEquals(TimeSlice.SHORTEST_NANOS, slice(running.task("wipeit-journal")));
      running.kill9();
    }
  }

  @Test
  void theNicenessStaysAsItIs() throws IOException {
    try (RunningProgram running = disk.wipe("--max-rate", "8M").under("nice", "-n", "7").start()) {
      String stat = Files.readString(running.task("wipeit-worker-0").resolve("stat"));
      // proc_pid_stat(5): the 19th field, and the name in brackets is the 2nd.
      assertEquals("7", stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
      running.kill9();
    }
  }

  private static boolean hasSlice(Path sched) throws IOException {
    return Files.exists(sched) && Files.readString(sched).contains(SLICE);
  }

  private static long slice(Path task) throws IOException {
    List<String> lines =
        Files.readAllLines(task.resolve("sched")).stream()
            .filter(line -> line.startsWith(SLICE))
            .toList();
    assertEquals(1, lines.size(), lines::toString);
    return Long.parseLong(lines.get(0).replaceAll("[^0-9]", ""));
  }
}
