package dev.wipeit.testing;

import dev.wipeit.drive.Identify;
import dev.wipeit.sys.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** An ATA drive that shows less than it has, by a host protected area if not told otherwise. */
public final class HidingDrive implements FakeDrive {

  private static final String IDENTIFY = "85080e0000000100000000000040ec";
  private static final String NATIVE_MAX = "850720000000000000000000004027";
  private static final String SET_MAX_FOR_GOOD = "85072000000001";
  private static final String CONFIGURATION = "85080e00c2000100000000000040b1";
  private static final String ACCESSIBLE_MAX = "850720000000000000000000004078";
  private static final String SET_ACCESSIBLE_MAX = "85072000010000";
  private static final String SET_MULTIPLE = "8506200000001000000000000040c6";

  private static final byte[] REFUSAL = HexFormat.of().parseHex("720520000000000000");

  private final ScriptedDrive device = new ScriptedDrive();
  private final Identify identify = new Identify();
  private final long nativeSectors;
  private long sectors;
  private boolean refuses;
  private boolean pretends;
  private Runnable whenIdentifiedAnew = () -> {};

  public HidingDrive(long sectors, long nativeSectors) {
    this.sectors = sectors;
    this.nativeSectors = nativeSectors;
    byte[] inquiry = new byte[36];
    inquiry[2] = 5;
    byte[] names = "ATA     HIDING          0001".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(names, 0, inquiry, 8, names.length);
    device.knows("12000000", inquiry);
    device.answers(IDENTIFY, () -> identify.sectors(this.sectors).bytes());
    device.registers(NATIVE_MAX, () -> nativeSectors - 1);
    device.says(SET_MAX_FOR_GOOD, this::change);
    device.says(
        SET_MULTIPLE,
        () -> {
          whenIdentifiedAnew.run();
          return ScriptedDrive.registers(0x50, 0);
        });
  }

  /** It has an accessible max address instead. */
  public void hasAccessibleMax() {
    identify.word(119, 0x4100);
    device.registers(ACCESSIBLE_MAX, () -> nativeSectors - 1);
    device.says(SET_ACCESSIBLE_MAX, this::change);
  }

  /** It has a configuration overlay too, without which it would have so many sectors. */
  public void hasOverlay(long allSectors) {
    identify.word(83, 0x4000 | 0x0C00);
    byte[] configuration = new byte[512];
    ByteBuffer.wrap(configuration).order(ByteOrder.LITTLE_ENDIAN).putLong(6, allSectors - 1);
    device.knows(CONFIGURATION, configuration);
  }

  /** It refuses to change its size. */
  public void refusesToChange() {
    refuses = true;
  }

  /** It takes the command that changes its size, and does nothing. */
  public void pretends() {
    pretends = true;
  }

  /** What happens when the kernel is made to identify it anew. */
  public void whenIdentifiedAnew(Runnable event) {
    whenIdentifiedAnew = event;
  }

  /** The sectors that it shows. */
  public long sectors() {
    return sectors;
  }

  /** The commands that came and end so, in hexadecimal digits. */
  public List<String> asked(String end) {
    return device.asked().stream().filter(command -> command.endsWith(end)).toList();
  }

  private byte[] change() {
    if (refuses) {
      return REFUSAL;
    }
    List<String> asked = device.asked();
    long last = lba(HexFormat.of().parseHex(asked.get(asked.size() - 1)));
    if (!pretends) {
      sectors = last + 1;
    }
    return ScriptedDrive.registers(0x50, last);
  }

  /** The LBA field of ATA PASS-THROUGH(16). */
  private static long lba(byte[] cdb) {
    long lba = 0;
    for (int at : new int[] {11, 9, 7, 12, 10, 8}) {
      lba = (lba << 8) | (cdb[at] & 0xff);
    }
    return lba;
  }

  @Override
  public int ioctl(long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException {
    return device.ioctl(request, argument, pointers);
  }
}
