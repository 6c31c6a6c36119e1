package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.DeviceIdentity;
import dev.wipeit.device.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChosenTest {

  private static final BlockDevice FOUND = Runs.drive();
  private static final BlockDevice OTHER =
      Runs.withIdentity(FOUND, new DeviceIdentity("OTHER", null, "Model", Runs.SIZE, null));

  @Test
  void aDeviceThatHasTakenTheNameOfTheFoundOneIsRefused() {
    Chosen chosen = new Chosen(List.of(FOUND.path()), List.of(FOUND));
    assertDoesNotThrow(() -> chosen.requireFound(FOUND));
    RefusedException e = assertThrows(RefusedException.class, () -> chosen.requireFound(OTHER));
    assertTrue(e.getMessage().contains("not the device any more that was found"), e.getMessage());
  }

  @Test
  void whatIsNamedByItsPathIsWhateverIsThere() {
    assertDoesNotThrow(() -> new Chosen(List.of(FOUND.path()), List.of()).requireFound(OTHER));
  }
}
