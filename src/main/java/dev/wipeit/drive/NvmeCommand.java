package dev.wipeit.drive;

import java.util.Locale;

/**
 * An NVMe admin command that brings data; none carries data to a drive.
 *
 * @param name what it is called, for messages
 * @param opcode the command
 * @param namespace the namespace, 0 for none, {@link #EVERY_NAMESPACE} for all
 * @param dword10 what it is to bring
 * @param answerBytes how many bytes it brings
 */
record NvmeCommand(String name, int opcode, int namespace, int dword10, int answerBytes) {

  static final int EVERY_NAMESPACE = 0xFFFFFFFF;

  /** Identify (NVM Express Base 2.0, 5.17), always 4096 bytes. */
  private static final int IDENTIFY = 0x06;

  private static final int IDENTIFY_BYTES = 4096;

  /** Get Log Page (5.16). */
  private static final int GET_LOG_PAGE = 0x02;

  private static final int HEALTH_BYTES = 512;

  /** CNS 00h: what the namespace is like. */
  static NvmeCommand identifyNamespace(int namespace) {
    return new NvmeCommand("Identify namespace", IDENTIFY, namespace, 0x00, IDENTIFY_BYTES);
  }

  /** CNS 01h: what the controller is like. */
  static NvmeCommand identifyController() {
    return new NvmeCommand("Identify controller", IDENTIFY, 0, 0x01, IDENTIFY_BYTES);
  }

  /** CNS 03h: the names of the namespace. */
  static NvmeCommand identifyNames(int namespace) {
    return new NvmeCommand("Identify descriptors", IDENTIFY, namespace, 0x03, IDENTIFY_BYTES);
  }

  /** Log page 02h, SMART / Health Information. Bits 31:16 are its dwords less 1. */
  static NvmeCommand health() {
    int dwords = HEALTH_BYTES / Integer.BYTES - 1;
    return new NvmeCommand(
        "Get Log Page 02h", GET_LOG_PAGE, EVERY_NAMESPACE, dwords << 16 | 0x02, HEALTH_BYTES);
  }

  /** The message for a status that is not 0 (NVM Express Base 2.0, 3.3.3.2.1). */
  CommandException failure(int status) {
    return new CommandException(
        name, String.format(Locale.ROOT, "status %d/%02Xh", status >> 8 & 7, status & 0xff));
  }
}
