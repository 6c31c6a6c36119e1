package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the sources of the tests: no test can reach a disk but through {@link LoopDevice}. */
final class DeviceAccessTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("wipeit.basedir", ""), "src/test/java").toAbsolutePath();

  private static final Pattern REAL_DISK =
      Pattern.compile(
          "/dev/(sd|vd|xvd|hd|nvme|mmcblk|dm-|md[0-9]|mapper|disk|zram|nbd|ram|sr|pmem|bcache|mtdblock"
              + "|cciss|ub)");

  private static final Pattern LOOP_NODE = Pattern.compile("/dev/loop\\d|\"/dev/loop\"");

  private static final Pattern ATTACHING =
      Pattern.compile("\"losetup\"|losetup -|\"mknod\"|LOOP_CLR_FD|0x4C0[0-4]");

  /** Where names of disks are text only: trees of fakes, and records that nothing opens. */
  private static final List<String> TEXT_ONLY =
      List.of(
          "dev/wipeit/device/",
          "dev/wipeit/checkpoint/",
          "dev/wipeit/cli/ArgumentsTest.java",
          "dev/wipeit/cli/ConsentTest.java",
          "dev/wipeit/cli/DefaultsTest.java",
          "dev/wipeit/cli/DeviceResultTest.java",
          "dev/wipeit/cli/DiskTableTest.java",
          "dev/wipeit/cli/JsonEventsTest.java",
          "dev/wipeit/cli/PlainLinesTest.java",
          "dev/wipeit/cli/Runs.java",
          "dev/wipeit/cli/SummaryTest.java",
          "dev/wipeit/media/ClaimedMediaIT.java",
          "dev/wipeit/ReadmeIT.java",
          "dev/wipeit/testing/FakeMachine.java",
          "dev/wipeit/testing/DeviceAccessTest.java");

  /** What attaches or detaches a loop device or makes a node, and the test of it. */
  private static final List<String> ATTACHES =
      List.of(
          "dev/wipeit/testing/Losetup.java",
          "dev/wipeit/testing/LoopNode.java",
          "dev/wipeit/testing/DeviceNode.java",
          "dev/wipeit/testing/LeftOut.java",
          "dev/wipeit/testing/Requires.java",
          "dev/wipeit/testing/ProgramTest.java",
          "dev/wipeit/testing/DeviceAccessTest.java",
          "dev/wipeit/device/");

  @Test
  void noTestNamesARealDisk() throws IOException {
    assertEquals(List.of(), linesWith(REAL_DISK, TEXT_ONLY));
  }

  @Test
  void noTestNamesALoopDeviceByItself() throws IOException {
    assertEquals(List.of(), linesWith(LOOP_NODE, TEXT_ONLY));
  }

  @Test
  void onlyTheFixtureAttaches() throws IOException {
    assertEquals(List.of(), linesWith(ATTACHING, ATTACHES));
  }

  @Test
  void onlyTheLoopDeviceUsesLosetup() throws IOException {
    List<String> users = linesWith(Pattern.compile("Losetup\\.attach\\("), List.of());
    assertTrue(
        users.stream().allMatch(line -> line.contains("testing/LoopDevice")), users.toString());
    assertFalse(users.isEmpty(), "this looks at the right folder");
  }

  @Test
  void onlyTheRackStartsAnEmulator() throws IOException {
    List<String> allowed =
        List.of(
            "dev/wipeit/lab/QemuCommand.java",
            "dev/wipeit/device/",
            "dev/wipeit/testing/LeftOut.java",
            "dev/wipeit/testing/Requires.java",
            "dev/wipeit/testing/DeviceAccessTest.java");
    assertEquals(List.of(), linesWith(Pattern.compile("\"qemu-"), allowed));
    assertEquals(
        List.of(),
        linesWith(
            Pattern.compile("Machine\\.boot\\(|new QemuCommand\\("), List.of("dev/wipeit/lab/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/sdb", "/dev/nvme0n1", "/dev/vda1", "/dev/disk/by-id/x", "/dev/hda"})
  void knowsARealDisk(String path) {
    assertTrue(REAL_DISK.matcher(path).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/shm", "/dev/null", "/dev/fuse", "/dev/loop-control", "/dev/zero"})
  void knowsWhatIsNoDisk(String path) {
    assertFalse(REAL_DISK.matcher(path).find() || LOOP_NODE.matcher(path).find());
  }

  private static List<String> linesWith(Pattern pattern, List<String> except) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String name = SOURCES.relativize(file).toString();
      if (except.stream().noneMatch(name::startsWith)) {
        Files.readAllLines(file).stream()
            .filter(line -> isCode(line) && pattern.matcher(line).find())
            .forEach(line -> found.add(name + ": " + line.strip()));
      }
    }
    return found;
  }

  private static boolean isCode(String line) {
    return !line.strip().startsWith("*")
        && !line.strip().startsWith("/*")
        && !line.strip().startsWith("//");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> walk = Files.walk(SOURCES)) {
      return walk.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }
}
