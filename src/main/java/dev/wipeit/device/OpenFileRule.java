package dev.wipeit.device;

import dev.wipeit.device.Layers.Layer;
import dev.wipeit.device.OpenFiles.OpenFile;
import dev.wipeit.device.Refusal.Reason;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what another process has open for writing, such as the disk of a virtual machine. */
final class OpenFileRule implements Rule {

  private final OpenFiles files;

  OpenFileRule(SystemRoots roots, Kernel kernel) {
    this.files = new OpenFiles(roots, kernel);
  }

  @Override
  public List<Refusal> refusals(Subject subject) throws IOException {
    Layers layers = subject.layers();
    List<Refusal> refusals = new ArrayList<>();
    for (OpenFile file : files.writable(status -> layer(layers, status) != null)) {
      Layer layer = layer(layers, file.status());
      if (layer != null) {
        String what = file.status().isBlockDevice() ? "" : "the file under ";
        refusals.add(refusal(what + layer.chain(), file));
      }
    }
    return refusals;
  }

  static Refusal refusal(String what, OpenFile file) {
    return new Refusal(
        Reason.OPEN_ELSEWHERE,
        what + " is open for writing in process " + file.process(),
        "end that process, or have it close the file");
  }

  private static @Nullable Layer layer(Layers layers, FileStatus status) {
    return status.isBlockDevice()
        ? layers.among(Set.of(Numbers.ofNode(status)))
        : layers.overFile(Numbers.ofFilesystem(status), status.inode());
  }
}
