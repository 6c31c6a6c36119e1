package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whatever is on a disk, in the udev database or in mountinfo, it is read without harm (see {@link
 * dev.wipeit.drive}, whose answers are looked at alike).
 */
final class ForeignBytesFuzzTest {

  private static void isShowable(String text) {
    assertTrue(text == null || text.chars().noneMatch(Character::isISOControl), "not showable");
  }

  @FuzzTest(maxDuration = "60s")
  void udevRecord(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    UdevRecord record = UdevRecord.of(text.lines().toList());
    isShowable(record.text("ID_SERIAL_SHORT"));
    isShowable(record.text("ID_WWN"));
  }

  @FuzzTest(maxDuration = "60s")
  void mountinfo(byte[] bytes) {
    String line = new String(bytes, StandardCharsets.UTF_8);
    try {
      Mount mount = Mount.parse(line, null);
      assertTrue(mount.number().major() >= 0);
    } catch (IOException notALine) {
      isShowable(notALine.getMessage());
    }
  }

  @FuzzTest(maxDuration = "60s")
  void signatures(byte[] bytes) {
    Signatures.content(bytes).lines().forEach(ForeignBytesFuzzTest::isShowable);
    assertEquals(Signatures.recognised(bytes), Signatures.recognised(bytes.clone()));
  }

  @FuzzTest(maxDuration = "60s")
  void pageOfTheSerialNumber(byte[] bytes) {
    isShowable(Labels.unitSerialNumber(bytes));
  }
}
