package dev.wipeit.testing;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.NvmeIoctl;
import dev.wipeit.sys.ScsiIoctl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A drive that answers the commands that it was told to know and refuses the others. SCSI commands
 * are known by the beginning of their bytes, NVMe commands by opcode and dword 10, all in
 * hexadecimal digits.
 */
public final class ScriptedDrive implements FakeDrive {

  /** ILLEGAL REQUEST, INVALID COMMAND OPERATION CODE. */
  private static final byte[] REFUSAL = HexFormat.of().parseHex("720520000000000000");

  private static final int INVALID_FIELD = 0x4002;

  /** {@code DID_TIME_OUT} of scsi/scsi_status.h. */
  private static final short TIMED_OUT = 3;

  /** What a command answers. */
  private record Reply(byte[] data, byte[] sense) {}

  private final Map<String, Supplier<Reply>> replies = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private int namespace = 1;
  private final Map<String, Errno> failures = new LinkedHashMap<>();
  private final List<String> silent = new ArrayList<>();

  /** Answers with data. */
  public ScriptedDrive knows(String command, byte[] data) {
    return answers(command, data::clone);
  }

  /** Answers with data that can be other data the next time. */
  public ScriptedDrive answers(String command, Supplier<byte[]> data) {
    replies.put(command, () -> new Reply(data.get(), new byte[0]));
    return this;
  }

  /** Answers with sense data. */
  public ScriptedDrive says(String command, Supplier<byte[]> sense) {
    replies.put(command, () -> new Reply(new byte[0], sense.get()));
    return this;
  }

  /** Answers with the registers of an ATA drive, as descriptors. */
  public ScriptedDrive registers(String command, Supplier<Long> lba) {
    return says(command, () -> registers(0x50, lba.get()));
  }

  /** The kernel does not pass such a SCSI command on. */
  public void fails(String command, Errno errno) {
    failures.put(command, errno);
  }

  /** No answer comes to such a SCSI command: the host adapter gives up. */
  public void silent(String command) {
    silent.add(command);
  }

  public ScriptedDrive namespace(int id) {
    namespace = id;
    return this;
  }

  /** The commands that came, in hexadecimal digits. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Sense data RECOVERED ERROR, ATA PASS THROUGH INFORMATION AVAILABLE with 48-bit registers. */
  public static byte[] registers(int status, long lba) {
    return registers(status, 0, lba);
  }

  /** The same with a COUNT field of one byte. */
  public static byte[] registers(int status, int count, long lba) {
    byte[] sense = HexFormat.of().parseHex("7201001d0000000e090c01" + "0".repeat(22));
    sense[13] = (byte) count;
    sense[14] = (byte) (lba >> 24);
    sense[15] = (byte) lba;
    sense[16] = (byte) (lba >> 32);
    sense[17] = (byte) (lba >> 8);
    sense[18] = (byte) (lba >> 40);
    sense[19] = (byte) (lba >> 16);
    sense[20] = 0x40;
    sense[21] = (byte) status;
    return sense;
  }

  @Override
  public int ioctl(long request, ByteBuffer argument, Map<Integer, ByteBuffer> pointers)
      throws ErrnoException {
    if (request == NvmeIoctl.NAMESPACE) {
      return namespace;
    }
    if (request == NvmeIoctl.ADMIN_COMMAND) {
      return nvme(argument, pointers.get(NvmeIoctl.DATA));
    }
    if (request == ScsiIoctl.SG_IO) {
      scsi(argument, pointers);
      return 0;
    }
    throw new ErrnoException("ioctl", Errno.ENOTTY);
  }

  private int nvme(ByteBuffer command, ByteBuffer data) {
    String key =
        "%02x %08x".formatted(command.get(NvmeIoctl.OPCODE), command.getInt(NvmeIoctl.DWORD_10));
    asked.add(key);
    Reply reply = reply(key);
    if (reply == null) {
      return INVALID_FIELD;
    }
    data.put(0, reply.data(), 0, Math.min(data.capacity(), reply.data().length));
    return 0;
  }

  private void scsi(ByteBuffer header, Map<Integer, ByteBuffer> pointers) throws ErrnoException {
    if (header.getInt(ScsiIoctl.INTERFACE_ID) != ScsiIoctl.INTERFACE
        || header.getInt(ScsiIoctl.TIMEOUT) <= 0) {
      throw new AssertionError("not a header of SG_IO");
    }
    byte[] cdb = new byte[header.get(ScsiIoctl.COMMAND_LENGTH)];
    pointers.get(ScsiIoctl.COMMAND).get(0, cdb);
    String key = HexFormat.of().formatHex(cdb);
    asked.add(key);
    for (Map.Entry<String, Errno> failure : failures.entrySet()) {
      if (key.startsWith(failure.getKey())) {
        throw new ErrnoException("ioctl", failure.getValue());
      }
    }
    if (silent.stream().anyMatch(key::startsWith)) {
      header.putShort(ScsiIoctl.HOST_STATUS, TIMED_OUT);
      return;
    }
    Reply known = reply(key);
    Reply reply = known == null ? new Reply(new byte[0], REFUSAL) : known;
    int room = header.getInt(ScsiIoctl.DATA_LENGTH);
    int length = Math.min(room, reply.data().length);
    if (length > 0) {
      pointers.get(ScsiIoctl.DATA).put(0, reply.data(), 0, length);
    }
    header.putInt(ScsiIoctl.RESIDUE, room - length);
    pointers.get(ScsiIoctl.SENSE).put(0, reply.sense());
    header.put(ScsiIoctl.SENSE_LENGTH, (byte) reply.sense().length);
    header.put(ScsiIoctl.STATUS, (byte) (reply.sense().length == 0 ? 0 : 2));
    header.putShort(ScsiIoctl.DRIVER_STATUS, (short) (reply.sense().length == 0 ? 0 : 8));
  }

  private Reply reply(String command) {
    for (Map.Entry<String, Supplier<Reply>> entry : replies.entrySet()) {
      if (command.startsWith(entry.getKey())) {
        return entry.getValue().get();
      }
    }
    return null;
  }
}
