package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {
      "The disks: what they are, what uses them, whether they can be wiped and, if not, why. Opens"
          + " nothing for writing.",
      ""
    })
final class ListCommand implements Callable<Integer> {

  private final Machine machine;
  private final @Nullable Launcher launcher;

  @Option(
      names = {"-v", "--verbose"},
      description = "All that is known of each, on several lines.")
  private boolean verbose;

  @Option(names = "--all", description = "Loop devices, zram and other virtual ones too.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object per disk and line.")
  private boolean json;

  @Option(
      names = "--expect-blank-since",
      paramLabel = "CERT",
      description =
          "Read a sample of the disk that this certificate names, and say whether it was written to"
              + " since; may be repeated. Ends with 5 if it was.")
  private List<Path> certificates = new ArrayList<>();

  @Mixin private TrustOptions trust = new TrustOptions();

  @Mixin private StateOptions state = new StateOptions();

  ListCommand(Machine machine, @Nullable Launcher launcher) {
    this.machine = machine;
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws Exception {
    if (launcher != null) {
      launcher.attach();
      machine.signals().endAtOnce();
    }
    BlankCheck blank = new BlankCheck(machine);
    for (Path file : certificates) {
      blank.expect(file, trust, state);
    }
    DiskReport report = new DiskReport(machine, state.path(machine.env()));
    if (json) {
      report.printJson(all);
    } else {
      report.print(all, verbose);
    }
    if (certificates.isEmpty()) {
      return ExitCode.OK.code();
    }
    List<BlockDevice> devices = machine.disks().stream().map(Disk::device).toList();
    return blank.tell(devices, json).code();
  }
}
