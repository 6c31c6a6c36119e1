package dev.wipeit.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Real files that write down each step, and from a chosen step on fail: the step is not done, or
 * done by half, and every later one fails too, as after a power cut.
 */
final class FaultyFiles implements DurableFiles {

  static final int NEVER = Integer.MAX_VALUE;

  final List<String> steps = new ArrayList<>();
  private final DurableFiles disk = new DiskFiles();
  private final int failingStep;
  private final boolean once;

  private FaultyFiles(int failingStep, boolean once) {
    this.failingStep = failingStep;
    this.once = once;
  }

  static FaultyFiles sound() {
    return new FaultyFiles(NEVER, false);
  }

  /** Nothing reaches the disk from that step on. */
  static FaultyFiles cutAt(int step) {
    return new FaultyFiles(step, false);
  }

  /** One step fails, as on a full disk; later ones work again. */
  static FaultyFiles failingAt(int step) {
    return new FaultyFiles(step, true);
  }

  private void step(String name) throws IOException {
    steps.add(name);
    if (fails()) {
      throw new IOException("No space left on device");
    }
  }

  private boolean fails() {
    int step = steps.size() - 1;
    return once ? step == failingStep : step >= failingStep;
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step("folder " + folder.getFileName());
    disk.createFolder(folder);
  }

  @Override
  public NewFile create(Path file) throws IOException {
    step("create " + file.getFileName());
    NewFile open = disk.create(file);
    return new NewFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        steps.add("write " + file.getFileName());
        if (fails()) {
          open.write(Arrays.copyOf(bytes, bytes.length / 2));
          throw new IOException("No space left on device");
        }
        open.write(bytes);
      }

      @Override
      public void force() throws IOException {
        step("force " + file.getFileName());
        open.force();
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }

  @Override
  public LogFile createLog(Path file) throws IOException {
    step("create " + file.getFileName());
    return disk.createLog(file);
  }

  @Override
  public LogFile openLog(Path file) throws IOException {
    return disk.openLog(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename " + from.getFileName() + " " + to.getFileName());
    disk.rename(from, to);
  }

  @Override
  public void link(Path name, Path file) throws IOException {
    step("link " + name.getFileName() + " " + file.getFileName());
    disk.link(name, file);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete " + file.getFileName());
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step("force " + folder.getFileName());
    disk.forceFolder(folder);
  }
}
