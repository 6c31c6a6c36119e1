package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A random pass is what openssl makes of zeros, however it was cut up and interrupted. */
@Tag("concurrent")
final class OpensslIT {

  @ParameterizedTest
  @CsvSource({
    "512, 16777728, 1M",
    "512, 20975104, 3M",
    "512, 33553920, 100M",
    "4096, 16781312, 2M",
    "4096, 20975616, 7M",
    "4096, 33558528, 1G"
  })
  void theWholeDeviceIsTheCipherOfOpenssl(int sector, int size, String buffer) throws Exception {
    Requires.tool("openssl");
    long seed = System.nanoTime();
    System.out.println("OpensslIT seed " + seed);
    Random random = new Random(seed);
    try (MarkedDevice disk = MarkedDevice.over(LoopDevice.create(size, sector))) {
      String[] options = {
        "-b", buffer, "--max-rate", "8M", "--checkpoint-every", "1M", "--verify", "none"
      };
      ProgramResult ended;
      try (RunningProgram running = InterruptedRun.started(disk.wipe(options))) {
        ended = stopped(running, random);
      }
      for (int i = 0; i < 2 && ended.exitCode() == 130; i++) {
        try (RunningProgram running = disk.resume("--max-rate", "16M").start()) {
          ended = stopped(running, random);
        }
      }
      if (ended.exitCode() == 130) {
        ended = disk.resume().run();
      }
      ended.expectExit(0);
      String key = Objects.requireNonNull(disk.state().finished().passKey());
      byte[] bytes = Files.readAllBytes(disk.device().backingFile());
      assertArrayEquals(openssl(key, size), bytes);
    }
  }

  /** Interrupts it somewhere in the next two seconds, if it lasts so long. */
  private static ProgramResult stopped(RunningProgram running, Random random) throws Exception {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(2000));
    if (running.isAlive()) {
      running.signal("INT");
    }
    return running.awaitExit(InterruptedRun.SOON);
  }

  private static byte[] openssl(String key, int length) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("openssl", "enc", "-aes-256-ctr", "-K", key, "-iv", "0".repeat(32))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread feeder =
        new Thread(
            () -> {
              try (var zeros = process.getOutputStream()) {
                zeros.write(new byte[length]);
              } catch (IOException ended) {
                // What is missing is found by the comparison.
              }
            });
    feeder.start();
    byte[] bytes = process.getInputStream().readAllBytes();
    feeder.join();
    assertTrue(process.waitFor() == 0, "openssl");
    return bytes;
  }
}
