package dev.wipeit.cli;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceKind;
import dev.wipeit.drive.Drive;
import dev.wipeit.drive.Revelation;
import dev.wipeit.drive.Revelation.Kind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --reveal-hidden}: drives get their native size back before they are wiped. */
final class RevealOption {

  /** The kernel identifies the drive anew, resets nothing, and tells its own block layer. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  @Option(
      names = "--reveal-hidden",
      description =
          "Make drives give up what they hide (HPA, AMA) before they are wiped, for good. A drive"
              + " that hides something and does not give it up ends the command with code 8,"
              + " nothing written.")
  private boolean asked;

  boolean isAsked() {
    return asked;
  }

  /**
   * Reveals what the drives hide, and takes their new sizes over; does nothing where it was not
   * asked for.
   *
   * @throws CommandException if one hides something that it does not give up
   */
  void apply(Machine machine, Session session, Targets targets)
      throws IOException, CommandException {
    if (!asked) {
      return;
    }
    for (Target target : targets.all()) {
      BlockDevice device = target.device();
      Revelation revelation = revelation(machine, device);
      session.revealed(device, revelation);
      session.message(device.path() + ": hidden areas: " + revelation.detail());
      switch (revelation.kind()) {
        case NOTHING_HIDDEN, UNKNOWN -> {}
        case REFUSED, NEEDS_POWER_CYCLE -> throw unsupported(device, revelation.detail());
        case REVEALED -> takeOver(machine, targets, target, revelation);
      }
    }
  }

  private static Revelation revelation(Machine machine, BlockDevice device) throws IOException {
    @Nullable Drive drive =
        device.kind() == DeviceKind.DISK ? machine.devices().drive(device) : null;
    return drive == null
        ? new Revelation(Kind.UNKNOWN, "not known, this is no drive that can be asked", 0)
        : drive.revealHidden();
  }

  private static void takeOver(
      Machine machine, Targets targets, Target target, Revelation revelation)
      throws IOException, CommandException {
    BlockDevice device = target.device();
    long begin = System.nanoTime();
    while (sizeBytes(machine, device) < revelation.nativeBytes()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw unsupported(
            device,
            revelation.detail()
                + ", but the kernel still knows the old size;"
                + " switch the drive off and on");
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
    targets.resized(target);
  }

  private static long sizeBytes(Machine machine, BlockDevice device) throws IOException {
    return machine.devices().inspect(device.path(), false).sizeBytes();
  }

  private static CommandException unsupported(BlockDevice device, String detail) {
    return new CommandException(
        ExitCode.UNSUPPORTED,
        device.path() + ": hidden areas: " + detail,
        "  start anew, without --reveal-hidden to leave them as they are",
        "Nothing was written.");
  }
}
