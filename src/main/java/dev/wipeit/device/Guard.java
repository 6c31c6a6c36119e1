package dev.wipeit.device;

import dev.wipeit.device.LoopBackings.Backing;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.drive.DeviceText;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Refuses devices that are in use, ambiguous, or not to be told: what cannot be read counts as in
 * use. It sees what procfs and sysfs show; the claim with O_EXCL, when the device is opened, and
 * the lock against a second run are not its part. docs/safety.md has every rule.
 *
 * <p>The system that runs in a container, on an overlay whose layers are not visible, has no disk
 * that could be told here; there the claim alone protects the host's disk. Safe for use by several
 * threads; every call looks anew.
 */
public final class Guard {

  /** The most telling first. */
  private static final List<Reason> ORDER =
      List.of(
          Reason.MISSING,
          Reason.SYSTEM_DISK,
          Reason.STATE_DIRECTORY,
          Reason.MOUNTED,
          Reason.SWAP,
          Reason.HOLDER,
          Reason.LOOP_BACKING,
          Reason.MEMBER,
          Reason.OPEN_ELSEWHERE,
          Reason.SECOND_PATH,
          Reason.OPTICAL,
          Reason.NO_MEDIUM,
          Reason.READ_ONLY,
          Reason.ZONED,
          Reason.PARTITION);

  private final SystemRoots roots;
  private final Kernel kernel;
  private final Path stateDirectory;

  /**
   * @param roots where the kernel shows itself
   * @param kernel tells what paths lead to and what loop devices are over
   * @param stateDirectory where saved state is kept; it need not exist yet
   */
  public Guard(SystemRoots roots, Kernel kernel, Path stateDirectory) {
    this.roots = roots;
    this.kernel = kernel;
    this.stateDirectory = stateDirectory;
  }

  /**
   * Every reason why the device must not be written to, the most telling first; empty if there is
   * none.
   *
   * @param device as it was inspected
   * @param partitionAllowed whether a partition may be wiped; everything else then holds for it
   */
  public List<Refusal> refusals(BlockDevice device, boolean partitionAllowed) {
    BackingFile file = device.identity().backing();
    List<Refusal> refusals =
        device.kind() == DeviceKind.IMAGE_FILE && file != null
            ? ofImage(device, file)
            : ofDevice(device, rules(partitionAllowed));
    return refusals.stream().distinct().sorted(Comparator.comparingInt(Guard::rank)).toList();
  }

  /**
   * The reasons to refuse a device before anything is made in the state directory: that it lies on
   * the device, or that this cannot be told. Costs little; the other reasons are not looked for.
   *
   * @param device as it was inspected
   */
  public List<Refusal> refusalsOfStateDirectory(BlockDevice device) {
    return device.kind() == DeviceKind.IMAGE_FILE
        ? List.of()
        : ofDevice(device, List.of(PlaceRule.ofState(stateDirectory)));
  }

  /**
   * Refuses the device where there is any reason to.
   *
   * @param device as it was inspected
   * @param partitionAllowed whether a partition may be wiped
   * @throws RefusedException with every reason
   */
  public void check(BlockDevice device, boolean partitionAllowed) throws RefusedException {
    List<Refusal> refusals = refusals(device, partitionAllowed);
    if (!refusals.isEmpty()) {
      throw new RefusedException(device.path().toString(), refusals);
    }
  }

  private List<Refusal> ofImage(BlockDevice image, BackingFile file) {
    List<Refusal> refusals = new ArrayList<>(FactRule.ofState(image));
    try {
      refusals.addAll(new ImageFileRule(roots, kernel).refusals(image, file));
    } catch (IOException e) {
      refusals.add(unknown(image, e));
    }
    return refusals;
  }

  private List<Refusal> ofDevice(BlockDevice device, List<Rule> rules) {
    List<Refusal> refusals = new ArrayList<>();
    try {
      SysDevice entry = new Sysfs(roots).device(device.number());
      if (!entry.name().equals(device.name())) {
        return List.of(missing(device, device.number() + " is " + entry.name() + " now"));
      }
      Subject subject = Subject.read(device, entry, roots, kernel);
      for (Rule rule : rules) {
        refusals.addAll(applied(rule, subject));
      }
      for (Backing loop : subject.layers().unknownLoops()) {
        refusals.add(unknownLoop(device, loop));
      }
    } catch (NoSuchFileException e) {
      boolean gone = Files.exists(roots.sys().resolve("dev/block"));
      refusals.add(gone && isGone(device) ? missing(device, "it has gone") : unknown(device, e));
    } catch (IOException e) {
      refusals.add(unknown(device, e));
    }
    return refusals;
  }

  private List<Rule> rules(boolean partitionAllowed) {
    return List.of(
        PlaceRule.ofSystem(Path.of("/")),
        PlaceRule.ofState(stateDirectory),
        new MountRule(),
        new SwapRule(roots, kernel),
        new HolderRule(roots),
        new MemberRule(roots, kernel),
        new OpenFileRule(roots, kernel),
        new SecondPathRule(roots, kernel),
        new FactRule(partitionAllowed));
  }

  private static List<Refusal> applied(Rule rule, Subject subject) {
    try {
      return rule.refusals(subject);
    } catch (IOException e) {
      return List.of(unknown(subject.device(), e));
    }
  }

  private boolean isGone(BlockDevice device) {
    return !Files.exists(roots.sys().resolve("dev/block/" + device.number()));
  }

  private static Refusal missing(BlockDevice device, String how) {
    return new Refusal(
        Reason.MISSING,
        device.path() + " is not the device that was looked at: " + how,
        "start again, so that the device is looked at anew");
  }

  private static Refusal unknownLoop(BlockDevice device, Backing loop) {
    return new Refusal(
        Reason.UNKNOWN,
        device.path()
            + " may be in use: cannot tell what "
            + loop.loop().name()
            + " is over ("
            + DeviceText.shown(loop.file())
            + ")",
        "losetup -d /dev/" + loop.loop().name() + ", or run as root");
  }

  private static Refusal unknown(BlockDevice device, IOException cause) {
    return new Refusal(
        Reason.UNKNOWN,
        device.path() + " may be in use: " + told(cause),
        "run as root, with sysfs and procfs mounted");
  }

  /** Some exceptions of java.nio.file carry nothing but the name of the file. */
  private static String told(IOException cause) {
    return cause instanceof FileSystemException failure && failure.getReason() == null
        ? failure.getFile() + " cannot be read"
        : String.valueOf(cause.getMessage());
  }

  private static int rank(Refusal refusal) {
    int rank = ORDER.indexOf(refusal.reason());
    return rank < 0 ? ORDER.size() : rank;
  }
}
