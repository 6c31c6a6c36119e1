package dev.wipeit.device;

import dev.wipeit.device.LoopBackings.Backing;
import dev.wipeit.device.OpenFiles.OpenFile;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.device.Swaps.Area;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Refuses an image file that a loop device is over, that is swapped to, or open for writing. */
final class ImageFileRule {

  private final SystemRoots roots;
  private final Kernel kernel;

  ImageFileRule(SystemRoots roots, Kernel kernel) {
    this.roots = roots;
    this.kernel = kernel;
  }

  /**
   * Tells what uses the file.
   *
   * @throws IOException if that cannot be told
   */
  List<Refusal> refusals(BlockDevice image, BackingFile file) throws IOException {
    List<Refusal> refusals = new ArrayList<>();
    for (Backing backing : LoopBackings.read(roots, kernel)) {
      if (isOver(backing, image, file)) {
        refusals.add(loop(image, backing));
      }
    }
    for (Area area : Swaps.read(roots, kernel)) {
      if (isSame(file, area.status())) {
        refusals.add(SwapRule.refusal(area, ""));
      }
    }
    for (OpenFile open : new OpenFiles(roots, kernel).writable(status -> isSame(file, status))) {
      refusals.add(OpenFileRule.refusal(image.path().toString(), open));
    }
    return refusals;
  }

  /** Without the permission to ask a loop device, the name of its file must do. */
  private static boolean isOver(Backing backing, BlockDevice image, BackingFile file) {
    return backing.status() == null
        ? backing.file().equals(image.node().toString())
        : Layers.isOver(backing, file.device(), file.inode());
  }

  private Refusal loop(BlockDevice image, Backing backing) {
    return new Refusal(
        Reason.LOOP_BACKING,
        backing.loop().node(roots) + " is a loop device over " + image.path(),
        "losetup -d " + backing.loop().node(roots));
  }

  private static boolean isSame(BackingFile file, FileStatus status) {
    return status.isRegularFile()
        && status.inode() == file.inode()
        && Numbers.ofFilesystem(status).equals(file.device());
  }
}
