package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.IoPriority;
import dev.wipeit.sys.Kernel;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel without I/O priorities, or one that does not give them, makes of the option. */
final class IdlePriorityIT {

  private final List<Object> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void asksForTheClassIdle() {
    List<String> told = new ArrayList<>();
    new IdlePriority(kernel(false), told::add).lower();
    assertEquals(List.of(IoPriority.IDLE), asked);
    assertEquals(List.of(), told);
  }

  @Test
  void aRefusalIsToldOnceWhateverTheNumberOfDevices() {
    List<String> told = new ArrayList<>();
    IdlePriority priority = new IdlePriority(kernel(true), told::add);
    priority.lower();
    priority.lower();
    assertEquals(2, asked.size());
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.get(0).startsWith("--idle-io is without effect: "), told.toString());
    assertTrue(told.get(0).contains("EPERM"), told.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"wipe", "verify"})
  void theCommandGoesOnAndSaysSo(String command) throws IOException {
    Path state = Scratch.folder("idle");
    try (LoopDevice device = LoopDevice.create(1 << 20)) {
      String node = device.node().toString();
      CommandLineRun run =
          command.equals("wipe")
              ? CommandLineRun.under(kernel(true), state, "wipe", "--yes", "--idle-io", node)
              : CommandLineRun.under(
                  kernel(true), state, "verify", "--pattern", "zeros", "--idle-io", node);
      run.expectExit(0);
      assertEquals(1, asked.size());
      assertEquals(1, run.err().split("--idle-io is without effect", -1).length - 1, run.err());
    } finally {
      Scratch.delete(state);
    }
  }

  /** The machine's own, but for the priority. */
  private Kernel kernel(boolean refuses) {
    Kernel linux = Kernel.linux();
    return (Kernel)
        Proxy.newProxyInstance(
            Kernel.class.getClassLoader(),
            new Class<?>[] {Kernel.class},
            (self, method, values) -> {
              if (method.getName().equals("ioPriority")) {
                asked.add(values[0]);
                if (refuses) {
                  throw new ErrnoException("ioprio_set", Errno.EPERM);
                }
                return null;
              }
              try {
                return method.invoke(linux, values);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
