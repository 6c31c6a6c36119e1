package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.wipeit.testing.FakeRuns;
import dev.wipeit.testing.FakeShelf;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SurroundingsTest {

  @Test
  void tellsTheBayAndTheTemperatureOfTheRightDriveOnly(@TempDir Path folder) throws IOException {
    try (FakeRuns runs = new FakeRuns()) {
      runs.begin(1);
      new FakeShelf(folder.resolve("sys")).add(runs.run(0), 7, 41);
      Surroundings surroundings =
          new Surroundings(
              new SystemRoots(
                  folder.resolve("sys"), folder.resolve("proc"), folder, folder.resolve("run")));
      Path node = Path.of("/dev", runs.run(0).name());
      DeviceIdentity same = new DeviceIdentity(runs.run(0).serial(), null, null, 1, null);
      DeviceIdentity other = new DeviceIdentity("OTHER", null, null, 1, null);
      assertEquals("end_device-0:0:7 bay 7", surroundings.slot(node, same));
      assertNull(surroundings.slot(node, other), "another disk has its name now");
      assertEquals(41, surroundings.celsius(node));
      assertNull(surroundings.celsius(Path.of("/dev/sdzz")));
      assertNull(surroundings.slot(Path.of("/dev/sdzz"), same));
    }
  }
}
