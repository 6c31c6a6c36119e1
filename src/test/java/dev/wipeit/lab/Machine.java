package dev.wipeit.lab;

import dev.wipeit.testing.Await;
import dev.wipeit.testing.Leftovers;
import dev.wipeit.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An emulated machine that runs: commands in its shell, as root, with the packaged program as
 * {@code wipeit}; drives that are pulled and plugged in; its power. {@code /share} of the guest is
 * {@link #share()} here. It ends with the test, at the latest with the JVM, and by itself when the
 * JVM is gone. Not thread-safe.
 */
public final class Machine implements AutoCloseable {

  /** The serial of the drive that the guest's root file system is on. */
  public static final String ROOT_SERIAL = "wipeit-root";

  private static final Duration BOOT = Duration.ofMinutes(4);
  private static final Duration USUAL_DEADLINE = Duration.ofMinutes(4);
  private static final Duration END = Duration.ofSeconds(20);

  private final Path folder;
  private final Socket commands;
  private final Monitor monitor;
  private final Map<Integer, Integer> statuses = new HashMap<>();
  private final Process process;
  private int last;

  private Machine(Path folder, List<Drive> drives) throws IOException {
    this.folder = folder;
    Files.createDirectory(share());
    commands = Socket.listen(folder.resolve("commands"));
    monitor = Monitor.listen(folder.resolve("monitor"));
    QemuCommand command =
        new QemuCommand(BootFiles.built())
            .console(console())
            .share(share())
            .sockets(folder.resolve("commands"), folder.resolve("monitor"))
            .drives(drives);
    process =
        new ProcessBuilder(command.words())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("qemu").toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    Leftovers.add(this);
  }

  static Machine boot(Path folder, List<Drive> drives) throws IOException {
    Machine machine = new Machine(folder, drives);
    machine.awaitBoot();
    String all =
        drives.stream()
            .map(drive -> "await_" + drive.find())
            .collect(Collectors.joining(" && ", "", ""));
    machine.run(all.isEmpty() ? "true" : all).expectExit(0);
    return machine;
  }

  /** Runs a script of the guest's shell to its end, four minutes at most. */
  public ProgramResult run(String script) throws IOException {
    return start(script).awaitExit(USUAL_DEADLINE);
  }

  /** Starts a script of the guest's shell; several can run at once. */
  public GuestCommand start(String script) throws IOException {
    last++;
    Path place = Files.createDirectory(share().resolve(Integer.toString(last)));
    Files.writeString(place.resolve("command"), script + "\n");
    commands.send(Integer.toString(last));
    return new GuestCommand(this, last, script, place);
  }

  /** The folder that the guest has as /share; what a test puts there it can read and write. */
  public Path share() {
    return folder.resolve("share");
  }

  /** Pulls a USB drive; on return the guest has noticed. */
  public void pull(Drive drive) throws IOException {
    String device = (String) QemuCommand.device(drive).get("id");
    monitor.execute("device_del", Map.of("id", device));
    monitor.awaitDeleted(device);
  }

  /** Plugs in a drive that was pulled; on return the guest has it again, under whatever name. */
  public void plug(Drive drive) throws IOException {
    monitor.execute("device_add", QemuCommand.device(drive));
    run("await_" + drive.find()).expectExit(0);
  }

  /**
   * The power fails: QEMU is killed, nothing is written any more. What it had told the guest to be
   * written is in the images, as after a cut with drives that have no cache.
   */
  public void cutPower() throws IOException {
    process.destroyForcibly();
    Await.until(END, () -> "the end of QEMU", () -> !process.isAlive());
  }

  int awaitStatus(int number, Duration deadline, Supplier<String> whatWasNotSeen)
      throws IOException {
    Await.until(
        deadline,
        () -> whatWasNotSeen.get() + "\n" + whatItSaid(),
        () -> {
          takeStatuses();
          return statuses.containsKey(number) || !process.isAlive();
        });
    Integer status = statuses.get(number);
    if (status == null) {
      throw new AssertionError("the machine ended before " + whatWasNotSeen.get() + whatItSaid());
    }
    return status;
  }

  private void awaitBoot() throws IOException {
    Await.until(
        BOOT,
        () -> "the end of the boot\n" + whatItSaid(),
        () -> commands.hasLine() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("QEMU ended\n" + whatItSaid());
    }
    commands.takeLine();
    monitor.greet();
  }

  private void takeStatuses() throws IOException {
    while (commands.hasLine()) {
      String[] words = commands.takeLine().split(" ");
      statuses.put(Integer.valueOf(words[0]), Integer.valueOf(words[1]));
    }
  }

  private String whatItSaid() {
    try {
      return "--- console\n"
          + Files.readString(console())
          + "\n--- QEMU\n"
          + Files.readString(folder.resolve("qemu"));
    } catch (IOException e) {
      return "(its console cannot be read: " + e + ")";
    }
  }

  private Path console() {
    return folder.resolve("console");
  }

  @Override
  public void close() throws IOException {
    cutPower();
    commands.close();
    monitor.close();
    Leftovers.remove(this);
  }
}
