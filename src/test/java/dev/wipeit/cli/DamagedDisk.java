package dev.wipeit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wipeit.testing.FaultDrive;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.LoopOptions;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.units.ByteRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A disk of 24 MiB and a sector whose sectors refuse as the test wants, with the marker in each.
 *
 * @param drive what is under it
 * @param disk the disk and the state of its runs
 */
record DamagedDisk(FaultDrive drive, MarkedDevice disk) implements AutoCloseable {

  static final int SECTOR = 512;
  static final long SIZE = (24L << 20) + SECTOR;
  private static final long LAST = SIZE / SECTOR - 1;

  static DamagedDisk create() throws IOException {
    FaultDrive drive = FaultDrive.create(SIZE);
    return new DamagedDisk(drive, MarkedDevice.over(LoopDevice.over(drive, LoopOptions.USUAL)));
  }

  /** What a disk may suffer: a name, and the ranges that refuse, in ascending order. */
  static Stream<Arguments> damages() {
    List<ByteRange> scattered =
        new Random(11)
            .longs(1, LAST / 8)
            .map(i -> 8 * i)
            .distinct()
            .limit(50)
            .sorted()
            .mapToObj(lba -> lbas(lba, 1))
            .toList();
    return Stream.of(
        Arguments.of("one", List.of(lbas(5001, 1))),
        Arguments.of("two", List.of(lbas(4095, 1), lbas(30_000, 1))),
        Arguments.of("fifty", scattered),
        Arguments.of("first and last", List.of(lbas(0, 1), lbas(LAST, 1))),
        Arguments.of("a run of 8 MiB", List.of(lbas(10_001, 16_384))));
  }

  static ByteRange lbas(long first, long count) {
    return new ByteRange(first * SECTOR, count * SECTOR);
  }

  void badWrites(List<ByteRange> ranges) throws IOException {
    for (ByteRange range : ranges) {
      drive.badWrite(range.offset() / SECTOR, range.length() / SECTOR);
    }
  }

  void badReads(List<ByteRange> ranges) throws IOException {
    for (ByteRange range : ranges) {
      drive.badRead(range.offset() / SECTOR, range.length() / SECTOR);
    }
  }

  /** The entry of the only device in the result of {@code --json}. */
  static JsonNode result(ProgramResult result) {
    return JsonLines.of(result.out()).only(JsonLines.Event.RESULT).get("devices").get(0);
  }

  /** Ranges of such an entry, in bytes. */
  static List<ByteRange> ranges(JsonNode array) {
    List<ByteRange> ranges = new ArrayList<>();
    array.forEach(
        range ->
            ranges.add(new ByteRange(range.get("offset").asLong(), range.get("length").asLong())));
    return ranges;
  }

  @Override
  public void close() throws IOException {
    try {
      disk.close();
    } finally {
      drive.close();
    }
  }
}
