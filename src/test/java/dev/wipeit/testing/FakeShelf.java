package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** As much of a sysfs as tells where the drives of {@link FakeRuns} are and how warm. */
public final class FakeShelf {

  private final Path sys;

  /** One below a folder, which must be empty. */
  public FakeShelf(Path sys) throws IOException {
    this.sys = sys;
    Files.createDirectories(sys.resolve("class/block"));
  }

  /** What stands for {@code /sys/class/block}. */
  public Path block() {
    return sys.resolve("class/block");
  }

  /** Puts the drive of a run into a bay. */
  public void add(FakeRuns.Run run, int bay, int celsius) throws IOException {
    String end = String.format(Locale.ROOT, "end_device-0:0:%d", bay);
    Path port = sys.resolve("devices/pci0000:00/host0/port-0:0").resolve(end);
    Path sas = Files.createDirectories(port.resolve("sas_device").resolve(end));
    Files.writeString(sas.resolve("bay_identifier"), bay + "\n");
    Path disk = Files.createDirectories(port.resolve("block").resolve(run.name()));
    Files.writeString(disk.resolve("dev"), "8:" + 16 * bay + "\n");
    Path device = Files.createDirectory(disk.resolve("device"));
    Files.writeString(device.resolve("serial"), run.serial() + "\n");
    Path monitor = Files.createDirectories(device.resolve("hwmon/hwmon" + bay));
    Files.writeString(monitor.resolve("temp1_input"), celsius * 1000 + "\n");
    Files.createSymbolicLink(block().resolve(run.name()), disk);
  }
}
