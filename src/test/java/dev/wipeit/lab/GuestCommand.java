package dev.wipeit.lab;

import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A shell script that runs in the guest; what it has written so far can be read at any time. */
public final class GuestCommand {

  private final Machine machine;
  private final int number;
  private final String script;
  private final Path folder;

  GuestCommand(Machine machine, int number, String script, Path folder) {
    this.machine = machine;
    this.number = number;
    this.script = script;
    this.folder = folder;
  }

  /** What it has written to stdout. */
  public String out() throws IOException {
    return read("out");
  }

  /** What it has written to stderr. */
  public String err() throws IOException {
    return read("err");
  }

  /** Waits for its end; an {@link AssertionError} with all it wrote if that is not in time. */
  public ProgramResult awaitExit(Duration deadline) throws IOException {
    int status = machine.awaitStatus(number, deadline, this::soFar);
    return new ProgramResult(List.of(script), status, out(), err());
  }

  private String soFar() {
    try {
      return "the end of: " + script + "\n--- stdout\n" + out() + "\n--- stderr\n" + err();
    } catch (IOException e) {
      return "the end of: " + script + ", whose output cannot be read: " + e;
    }
  }

  private String read(String stream) throws IOException {
    Path file = folder.resolve(stream);
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
