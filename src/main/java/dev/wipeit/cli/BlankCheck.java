package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.Claim;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.drive.DeviceText;
import dev.wipeit.media.BlockMedia;
import dev.wipeit.media.BufferPool;
import dev.wipeit.media.IoMode;
import dev.wipeit.media.ReadOnlyMedia;
import dev.wipeit.wipe.ReadBack;
import dev.wipeit.wipe.StopRequest;
import dev.wipeit.wipe.Tolerance;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Whether disks still hold what their certificates say: a sample of each, which is read only. */
final class BlankCheck {

  /** One percent, and the first and last LBA: enough to meet any file system, soon. */
  private static final int PERMILLE = 10;

  private final Machine machine;
  private final List<Claim> claims = new ArrayList<>();

  BlankCheck(Machine machine) {
    this.machine = machine;
  }

  /**
   * Looks for what a certificate claims, too.
   *
   * @throws CommandException (5) if it is not genuine, (7) if it claims nothing to compare with
   */
  void expect(Path file, TrustOptions trust, StateOptions state)
      throws CommandException, IOException {
    CertificateFiles.Found found = CertificateFiles.read(file);
    trust.requireGenuine(machine, state, found);
    try {
      claims.add(Claim.of(found.payload()));
    } catch (CertificateException e) {
      throw new CommandException(ExitCode.NOTHING_TO_RESUME, file + ": " + e.getMessage());
    }
  }

  /**
   * Looks at the disks that a certificate names, and tells of each.
   *
   * @return {@link ExitCode#DIFFERS} if any was written to since
   */
  ExitCode tell(List<BlockDevice> devices, boolean json) {
    List<ExitCode> codes = new ArrayList<>();
    for (BlockDevice device : devices) {
      for (Claim claim : claims) {
        if (claim.identity().isSameDeviceAs(device.identity())) {
          codes.add(tell(device, claim, json));
        }
      }
    }
    return ExitCode.worst(codes);
  }

  private ExitCode tell(BlockDevice device, Claim claim, boolean json) {
    String line;
    ExitCode code;
    try {
      long lba = firstDifference(device, claim);
      code = lba < 0 ? ExitCode.OK : ExitCode.DIFFERS;
      line =
          lba < 0
              ? "as run " + claim.run() + " left it, in a sample"
              : "WRITTEN TO since run " + claim.run() + ": LBA " + lba + " differs";
    } catch (IOException e) {
      code = ExitCode.ERROR;
      line = "cannot be compared with run " + claim.run() + ": " + e.getMessage();
    }
    String path = device.node().toString();
    machine
        .streams()
        .out()
        .println(
            json
                ? Json.line(
                    Json.object(
                        "type",
                        "expect_blank",
                        "path",
                        path,
                        "run",
                        claim.run(),
                        "blank",
                        code == ExitCode.ERROR ? null : code == ExitCode.OK,
                        "detail",
                        DeviceText.shown(line)))
                : DeviceText.shown(path + ": " + line));
    return code;
  }

  private long firstDifference(BlockDevice device, Claim claim) throws IOException {
    if (claim.state().totalSize() != device.usableBytes()) {
      throw new IOException("it has another size");
    }
    try (BlockMedia media = ReadOnlyMedia.open(device, machine.kernel(), IoMode.AUTO)) {
      ReadBack readBack =
          new ReadBack(
              ReadBack.of(claim.state(), PERMILLE),
              media,
              Long.MAX_VALUE,
              new BufferPool(machine.kernel()),
              Tolerance.USUAL,
              new StopRequest(),
              event -> {},
              System::nanoTime,
              new SecureRandom());
      readBack.run();
      return readBack.result().firstDifferingLba();
    }
  }
}
