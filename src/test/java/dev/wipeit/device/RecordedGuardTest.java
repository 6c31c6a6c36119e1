package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.testing.RecordedMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard's verdict on each disk of the recorded machines: its rules, or free. */
class RecordedGuardTest {

  private static final Path STATE = Path.of("/srv/no-such-folder/state");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sata-hdd        | sda=SYSTEM_DISK STATE_DIRECTORY MOUNTED MOUNTED SWAP
          sata-ssd        | sdb=free
          sas             | sdb=free; sdc=OFFLINE; sdd=free
          nvme-namespaces | nvme0n1=free; nvme0n2=SYSTEM_DISK STATE_DIRECTORY MOUNTED
          nvme-multipath  | nvme0n1=free; nvme2n1=free
          usb-stick       | sdc=MOUNTED; sdd=free; sde=NO_MEDIUM
          usb-bridge      | sdf=free
          emmc            | mmcblk0=SYSTEM_DISK STATE_DIRECTORY MOUNTED MOUNTED; mmcblk0boot0=READ_ONLY; mmcblk0boot1=READ_ONLY; mmcblk1=free
          virtio          | sda=free; vda=SYSTEM_DISK STATE_DIRECTORY MOUNTED; vdb=READ_ONLY
          lvm-luks-md     | dm-0=MOUNTED SWAP HOLDER HOLDER; dm-1=MOUNTED; dm-2=SWAP; md127=MOUNTED SWAP HOLDER HOLDER; sda=MOUNTED SWAP HOLDER HOLDER; sdb=MOUNTED SWAP HOLDER HOLDER
          btrfs           | sda=MOUNTED MEMBER; sdb=MOUNTED MEMBER
          zfs             | sda=MEMBER; sdb=free
          dm-multipath    | dm-0=HOLDER; dm-1=OFFLINE; sdb=HOLDER SECOND_PATH; sdc=free; sdd=HOLDER SECOND_PATH OFFLINE
          4kn             | sda=free
          520-byte        | sdb=NO_MEDIUM; sdc=UNKNOWN
          zoned           | sda=ZONED; sdb=free
          optical         | sda=free; sr0=MOUNTED OPTICAL
          loop-partitions | loop0=MOUNTED; loop1=READ_ONLY; vdb=MOUNTED MOUNTED LOOP_BACKING LOOP_BACKING
          zram            | ram0=free; xvda=SYSTEM_DISK STATE_DIRECTORY MOUNTED; zram0=SWAP; zram1=NO_MEDIUM
          iscsi           | sda=free; sdb=free; sdc=OFFLINE; sdd=free
          broken          | sda=free; sdb=UNKNOWN; sdc=UNKNOWN; sdd=UNKNOWN
          """)
  void theVerdictIsThat(String name, String expected) throws IOException {
    RecordedMachine machine = RecordedMachine.of(name, folder);
    Guard guard = new Guard(machine.roots(), machine.kernel(), STATE);
    Map<String, String> verdicts = new TreeMap<>();
    for (Disk disk : new Inventory(machine.roots(), machine.kernel()).look(true).disks()) {
      verdicts.put(disk.device().name(), verdict(guard.refusals(disk.device(), false)));
    }
    assertEquals(
        expected,
        verdicts.entrySet().stream().map(Object::toString).collect(Collectors.joining("; ")));
  }

  private static String verdict(List<Refusal> refusals) {
    return refusals.isEmpty()
        ? "free"
        : refusals.stream().map(r -> r.reason().name()).collect(Collectors.joining(" "));
  }
}
