package dev.wipeit.drive;

import dev.wipeit.sys.Errno;
import dev.wipeit.sys.ErrnoException;
import dev.wipeit.sys.FileStatus;
import dev.wipeit.sys.Kernel;
import dev.wipeit.sys.NvmeIoctl;
import dev.wipeit.sys.Open;
import dev.wipeit.sys.ScsiIoctl;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A drive that is open for reading only, to be asked. For one thread. */
final class OpenDrive implements Closeable {

  /** A drive that does not answer for so long has other worries; the run must go on. */
  private static final int TIMEOUT_MILLIS = 5000;

  /** {@code DID_NO_CONNECT}, {@code DID_BUS_BUSY}, {@code DID_TIME_OUT} of scsi/scsi_status.h. */
  private static final Set<Integer> NO_ANSWER = Set.of(1, 2, 3);

  private static final int SENSE_BYTES = 64;

  /** GOOD and CHECK CONDITION (SAM-5, 5.3.1). */
  private static final int GOOD = 0;

  private static final int CHECK_CONDITION = 2;

  /** {@code DRIVER_SENSE} of scsi/scsi.h: there is sense data. */
  private static final int DRIVER_SENSE = 8;

  private final Kernel kernel;
  private final int descriptor;

  private OpenDrive(Kernel kernel, int descriptor) {
    this.kernel = kernel;
    this.descriptor = descriptor;
  }

  /**
   * Opens a node that must be that of the device with this number, without waiting for a medium.
   */
  static OpenDrive open(Path node, int major, int minor, Kernel kernel) throws IOException {
    OpenDrive drive =
        new OpenDrive(kernel, kernel.open(node.toString(), Open.READ_ONLY | Open.NONBLOCK));
    try {
      FileStatus status = kernel.status(drive.descriptor);
      boolean isIt = status.rdevMajor() == major && status.rdevMinor() == minor;
      if (!status.isBlockDevice() || !isIt) {
        throw new IOException(node + " is not the device " + major + ":" + minor + " any more");
      }
    } catch (IOException e) {
      drive.close();
      throw e;
    }
    return drive;
  }

  /**
   * Sends a SCSI command (SG_IO).
   *
   * @throws CommandException if the drive does not carry it out, or this user may not send it
   * @throws AnswerException if it cannot be told whether it did
   * @throws IOException if the drive does not answer at all
   */
  ScsiReply send(ScsiCommand command) throws IOException {
    ByteBuffer cdb = direct(command.bytes().length).put(0, command.bytes());
    ByteBuffer data = direct(command.answerBytes());
    ByteBuffer sense = direct(SENSE_BYTES);
    ByteBuffer header = header(command);
    Map<Integer, ByteBuffer> pointers = new HashMap<>();
    pointers.put(ScsiIoctl.COMMAND, cdb);
    pointers.put(ScsiIoctl.SENSE, sense);
    if (command.answerBytes() > 0) {
      pointers.put(ScsiIoctl.DATA, data);
    }
    pass(command, header, pointers);
    return reply(command, header, data, sense);
  }

  /** A user who may open the drive may not send every command: that is a refusal of this one. */
  private void pass(ScsiCommand command, ByteBuffer header, Map<Integer, ByteBuffer> pointers)
      throws IOException {
    try {
      kernel.ioctl(descriptor, ScsiIoctl.SG_IO, header, pointers);
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EPERM)) {
        throw new CommandException(command.name(), e.errno().toString());
      }
      throw e;
    }
  }

  private static ByteBuffer header(ScsiCommand command) {
    return direct(ScsiIoctl.SIZE)
        .putInt(ScsiIoctl.INTERFACE_ID, ScsiIoctl.INTERFACE)
        .putInt(
            ScsiIoctl.DIRECTION,
            command.answerBytes() == 0 ? ScsiIoctl.NO_DATA : ScsiIoctl.FROM_DRIVE)
        .put(ScsiIoctl.COMMAND_LENGTH, (byte) command.bytes().length)
        .put(ScsiIoctl.SENSE_CAPACITY, (byte) SENSE_BYTES)
        .putInt(ScsiIoctl.DATA_LENGTH, command.answerBytes())
        .putInt(ScsiIoctl.TIMEOUT, TIMEOUT_MILLIS);
  }

  private static ScsiReply reply(
      ScsiCommand command, ByteBuffer header, ByteBuffer data, ByteBuffer sense)
      throws IOException {
    int host = Short.toUnsignedInt(header.getShort(ScsiIoctl.HOST_STATUS));
    int driver = Short.toUnsignedInt(header.getShort(ScsiIoctl.DRIVER_STATUS));
    int status = Byte.toUnsignedInt(header.get(ScsiIoctl.STATUS));
    if (NO_ANSWER.contains(host)) {
      // The next question would wait as long.
      throw new IOException(command.name() + ": the drive does not answer (" + host + ")");
    }
    if (host != 0 || (driver != 0 && driver != DRIVER_SENSE)) {
      throw new CommandException(command.name(), "host status " + host + ", driver " + driver);
    }
    if (status != GOOD && status != CHECK_CONDITION) {
      throw new CommandException(command.name(), "status " + status);
    }
    int senseBytes = Byte.toUnsignedInt(header.get(ScsiIoctl.SENSE_LENGTH));
    @Nullable Sense told = sense(command, sense, senseBytes);
    if (status == CHECK_CONDITION && (told == null || !told.isHarmless())) {
      throw new CommandException(command.name(), String.valueOf(told));
    }
    int residue = header.getInt(ScsiIoctl.RESIDUE);
    // A residue that cannot be is none: not every bridge counts.
    int missing = residue < 0 || residue > command.answerBytes() ? 0 : residue;
    return new ScsiReply(
        new Answer(command.name(), first(data, command.answerBytes() - missing)), told);
  }

  private static @Nullable Sense sense(ScsiCommand command, ByteBuffer sense, int length)
      throws AnswerException {
    byte[] bytes = first(sense, Math.min(length, SENSE_BYTES));
    return bytes.length == 0 ? null : Sense.of(new Answer("sense of " + command.name(), bytes));
  }

  /** The number of the namespace that was opened (NVME_IOCTL_ID). */
  int namespace() throws ErrnoException {
    return kernel.ioctl(descriptor, NvmeIoctl.NAMESPACE);
  }

  /**
   * Sends an NVMe admin command (NVME_IOCTL_ADMIN_CMD).
   *
   * @throws CommandException if the drive does not carry it out
   * @throws ErrnoException if the kernel does not pass it on, as to a user without permission
   */
  Answer send(NvmeCommand command) throws IOException {
    ByteBuffer data = direct(command.answerBytes());
    ByteBuffer structure =
        direct(NvmeIoctl.SIZE)
            .put(NvmeIoctl.OPCODE, (byte) command.opcode())
            .putInt(NvmeIoctl.NAMESPACE_ID, command.namespace())
            .putInt(NvmeIoctl.DATA_LENGTH, command.answerBytes())
            .putInt(NvmeIoctl.DWORD_10, command.dword10())
            .putInt(NvmeIoctl.TIMEOUT, TIMEOUT_MILLIS);
    int status =
        kernel.ioctl(descriptor, NvmeIoctl.ADMIN_COMMAND, structure, Map.of(NvmeIoctl.DATA, data));
    if (status != 0) {
      throw command.failure(status);
    }
    return new Answer(command.name(), first(data, command.answerBytes()));
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static byte[] first(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return bytes;
  }

  @Override
  public void close() throws ErrnoException {
    kernel.close(descriptor);
  }
}
