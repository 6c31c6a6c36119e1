package dev.wipeit.drive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Whatever a drive answers, it is taken apart without harm: at worst the answer cannot be used.
 * With {@code JAZZER_FUZZ=1} one of these looks for bytes that do harm (docs/testing.md); else each
 * runs with the answers in {@code src/test/resources}.
 */
final class AnswersFuzzTest {

  @FunctionalInterface
  private interface Reading {
    void of(Answer answer) throws IOException;
  }

  private static void read(byte[] bytes, Reading reading) throws IOException {
    try {
      reading.of(new Answer("FUZZ", bytes));
    } catch (AnswerException unusable) {
      assertTrue(unusable.getMessage().startsWith("the answer to FUZZ cannot be used: "));
    }
  }

  private static void isShowable(String text) {
    if (text != null) {
      assertTrue(text.chars().noneMatch(Character::isISOControl), "control characters");
      assertTrue(!text.isEmpty() && text.equals(text.strip()), "white space around");
    }
  }

  private static void areShowable(DriveLabels labels) {
    isShowable(labels.serial());
    isShowable(labels.wwn());
    isShowable(labels.vendor());
    isShowable(labels.model());
    isShowable(labels.firmware());
  }

  @FuzzTest(maxDuration = "60s")
  void inquiry(byte[] bytes) throws IOException {
    read(
        bytes,
        answer -> {
          InquiryData inquiry = new InquiryData(answer);
          areShowable(inquiry.labels());
          inquiry.isDisk();
          inquiry.isRemovable();
          inquiry.isModern();
          inquiry.isTranslatedAta();
        });
  }

  @FuzzTest(maxDuration = "60s")
  void productPages(byte[] bytes) throws IOException {
    read(bytes, answer -> ProductPages.lists(answer, 0x80));
    read(bytes, answer -> isShowable(ProductPages.serial(answer)));
    read(bytes, answer -> isShowable(ProductPages.wwn(answer)));
    read(bytes, ProductPages::rotationRate);
  }

  @FuzzTest(maxDuration = "60s")
  void sense(byte[] bytes) throws IOException {
    read(
        bytes,
        answer -> {
          Sense sense = Sense.of(answer);
          sense.isHarmless();
          isShowable(sense.toString());
          AtaRegisters registers = sense.registers();
          assertTrue(registers == null || (registers.lba() >= 0 && registers.lba() < 1L << 48));
        });
  }

  @FuzzTest(maxDuration = "60s")
  void identifyDevice(byte[] bytes) throws IOException {
    read(
        bytes,
        answer -> {
          IdentifyDevice identity = new IdentifyDevice(answer);
          areShowable(identity.labels());
          assertTrue(identity.sectors() >= 0);
          identity.hasSmart();
          identity.hasLogs();
          identity.hasAccessibleMax();
          identity.hasConfiguration();
          assertTrue(identity.multiple() >= 0 && identity.multiple() < 256);
          assertTrue(identity.sectorBytes() >= 512);
        });
  }

  @FuzzTest(maxDuration = "60s")
  void smart(byte[] bytes) throws IOException {
    read(bytes, answer -> new SmartAttributes(answer).raw(SmartAttributes.REALLOCATED, 4));
    read(
        bytes,
        answer -> {
          AtaStatistics statistics = new AtaStatistics(answer, AtaStatistics.TEMPERATURE);
          statistics.celsius(AtaStatistics.CURRENT_TEMPERATURE);
          statistics.number(AtaStatistics.HIGHEST_TEMPERATURE, 4);
        });
  }

  @FuzzTest(maxDuration = "60s")
  void logPage(byte[] bytes) throws IOException {
    read(bytes, answer -> new LogPage(answer, LogPage.SUPPORTED).lists(LogPage.TEMPERATURE));
    read(bytes, answer -> new LogPage(answer, LogPage.TEMPERATURE).number(1, 1, 1));
    read(bytes, answer -> new LogPage(answer, LogPage.READ_ERRORS).number(6, 0, 0));
    read(bytes, ScsiDrive::grownDefects);
    read(bytes, answer -> assertTrue(ScsiDrive.capacity(answer) >= 0));
  }

  @FuzzTest(maxDuration = "60s")
  void nvmeIdentify(byte[] bytes) throws IOException {
    read(
        bytes,
        answer -> {
          NvmeController controller = new NvmeController(answer);
          areShowable(controller.labels());
          controller.criticalCelsius();
          Long loose = controller.unallocatedBytes();
          assertTrue(loose == null || loose >= 0);
          NvmeNamespace namespace = new NvmeNamespace(answer);
          NvmeNames names = new NvmeNames(answer);
          isShowable(WorldWideName.normalised(NvmeDrive.wwn(controller, namespace, names, 1)));
          assertTrue(namespace.bytes() >= 0);
        });
  }

  @FuzzTest(maxDuration = "60s")
  void nvmeNames(byte[] bytes) throws IOException {
    read(bytes, answer -> new NvmeNames(answer).name(NvmeNames.UUID));
  }

  @FuzzTest(maxDuration = "60s")
  void nvmeHealth(byte[] bytes) throws IOException {
    read(
        bytes,
        answer -> {
          HealthDraft health = new HealthDraft();
          new NvmeHealthLog(answer).tell(health);
          Integer celsius = health.health().temperatureCelsius();
          assertTrue(celsius == null || (celsius >= -60 && celsius <= 150));
        });
  }

  @FuzzTest(maxDuration = "60s")
  void worldWideName(byte[] bytes) {
    String raw = new String(bytes, StandardCharsets.UTF_8);
    String once = WorldWideName.normalised(raw);
    isShowable(once);
    assertTrue(once == null || once.equals(WorldWideName.normalised(once)), "not one spelling");
  }
}
