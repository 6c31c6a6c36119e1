package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.checkpoint.CheckpointCodec;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Several devices with the marker in every sector, and one state directory for all. */
final class DriveShelf implements AutoCloseable {

  private final Path folder = Scratch.folder("shelf");
  private final Path state = folder.resolve("state");
  private final List<LoopDevice> devices = new ArrayList<>();
  private final List<FaultDrive> drives = new ArrayList<>();

  DriveShelf() throws IOException {}

  /** Attaches so many more, of so many MiB each. */
  void add(int count, int mebibytes) throws IOException {
    for (int i = 0; i < count; i++) {
      add(LoopDevice.create((long) mebibytes << 20));
    }
  }

  /** Fills a device, which is closed with this. */
  void add(LoopDevice device) throws IOException {
    devices.add(device);
    device.fill();
  }

  /** Attaches one over a drive whose answers are the test's, of so many MiB. */
  FaultDrive addFaulty(int mebibytes, LoopOptions options) throws IOException {
    FaultDrive drive = FaultDrive.create((long) mebibytes << 20);
    drives.add(drive);
    add(LoopDevice.over(drive, options));
    return drive;
  }

  List<LoopDevice> devices() {
    return List.copyOf(devices);
  }

  List<String> nodes() {
    return devices.stream().map(device -> device.node().toString()).toList();
  }

  /** Wipes all, with a checkpoint every MiB. */
  Program wipe(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("wipe", "--yes", "--checkpoint-every", "1M"));
    all.addAll(List.of(options));
    all.addAll(nodes());
    return Program.with(all.toArray(String[]::new)).stateDirectory(state);
  }

  /** {@code wipeit resume} without a device. */
  Program resumeAll(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("resume"));
    all.addAll(List.of(options));
    return Program.with(all.toArray(String[]::new)).stateDirectory(state);
  }

  /** The state directory of all. */
  Path statePath() {
    return state;
  }

  /** Asks what the runs are at. */
  Program status(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("status"));
    all.addAll(List.of(options));
    return Program.with(all.toArray(String[]::new)).stateDirectory(state);
  }

  /** The last checkpoint of a device. */
  Checkpoint saved(LoopDevice device) throws IOException {
    return checkpoints(state.resolve("progress")).stream()
        .filter(checkpoint -> checkpoint.device().equals(device.node().toString()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is saved of " + device));
  }

  /** How many devices have a checkpoint that claims something. */
  int savedWithProgress() throws IOException {
    return (int)
        checkpoints(state.resolve("progress")).stream()
            .filter(checkpoint -> checkpoint.written() > 0)
            .count();
  }

  /** Fails unless all, or those of these numbers, are wiped and nothing of them is left. */
  void assertWiped(int... numbers) throws IOException {
    int[] chosen = numbers.length > 0 ? numbers : IntStream.range(0, devices.size()).toArray();
    List<Checkpoint> archived = checkpoints(state.resolve("progress/archive"));
    assertEquals(chosen.length, archived.size(), "runs that are over");
    for (int number : chosen) {
      LoopDevice device = devices.get(number);
      device.writeBack();
      Checkpoint end =
          archived.stream()
              .filter(one -> one.device().equals(device.node().toString()))
              .findFirst()
              .orElseThrow();
      long wrong = PassBytes.of(end).firstDifference(device.backingFile(), 0, device.sizeBytes());
      assertEquals(-1, wrong, "first byte of " + device + " that is not of the pass");
      assertEquals(0, device.markerSectors(), device.toString());
    }
  }

  @Override
  public void close() throws IOException {
    for (FaultDrive drive : drives) {
      drive.close();
    }
    for (LoopDevice device : devices) {
      device.close();
    }
    Scratch.delete(folder);
  }

  private static List<Checkpoint> checkpoints(Path folder) throws IOException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    if (Files.exists(folder)) {
      for (Path file : InterruptedRun.list(folder, "*.json")) {
        try {
          checkpoints.add(CheckpointCodec.decode(Files.readAllBytes(file), file.toString()));
        } catch (NoSuchFileException beingReplaced) {
          // The next look finds it.
        }
      }
    }
    return checkpoints;
  }
}
