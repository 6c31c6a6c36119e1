package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No test can select a disk that is not its own. */
final class DeviceArgumentsTest {

  private static void check(String... arguments) throws Exception {
    DeviceArguments.check(List.of(arguments), Path.of("").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=hdd",
        "transport=loop",
        "name~loop",
        "name!=loop3",
        "name=no-such-device",
        "model='a name=loop3 b'",
        "transport=loop name=loop99999"
      })
  void refusesASelectionThatMayMeanMoreThanItsOwn(String terms) {
    assertThrows(Exception.class, () -> check("wipe", "--select", terms));
    assertThrows(Exception.class, () -> check("wipe", "--select=" + terms));
    assertThrows(Exception.class, () -> check("resume", "--yes", "--select", terms));
  }

  @Test
  void aDryRunMaySelectWhatItLikes() {
    assertDoesNotThrow(() -> check("wipe", "--dry-run", "--select", "size>1G"));
  }

  @Test
  void aSerialNumberThatNoDiskHereHasIsTaken() {
    assertDoesNotThrow(() -> check("wipe", "--serial", "WIPEIT TEST", "--wwn=naa.1"));
  }
}
