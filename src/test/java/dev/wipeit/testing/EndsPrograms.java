package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Ends every program and terminal at the end of the test that started it, and deletes their
 * folders; JUnit finds it through META-INF/services.
 */
public final class EndsPrograms implements AfterEachCallback {

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (Terminal terminal : Leftovers.open(Terminal.class)) {
      terminal.close();
    }
    for (RunningProgram program : Leftovers.open(RunningProgram.class)) {
      program.close();
    }
    for (Folder folder : Leftovers.open(Folder.class)) {
      folder.close();
    }
  }

  /** A folder that is not needed after the test. */
  record Folder(Path path) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Scratch.delete(path);
      Leftovers.remove(this);
    }
  }
}
