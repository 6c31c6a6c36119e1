package dev.wipeit.device;

/**
 * One reason why a device must not be written to.
 *
 * @param reason the rule, stable for scripts
 * @param detail what is in the way, one line: {@code /dev/sdb1 is mounted on /srv}
 * @param remedy what would free it, one line: {@code umount /srv}
 */
public record Refusal(Reason reason, String detail, String remedy) {

  /** The rules of the guard; docs/safety.md tells each in full. */
  public enum Reason {
    MISSING,
    NOT_A_BLOCK_DEVICE,
    REGULAR_FILE,
    NO_MEDIUM,
    READ_ONLY,
    OPTICAL,
    ZONED,
    PARTITION,
    MOUNTED,
    SWAP,
    HOLDER,
    LOOP_BACKING,
    MEMBER,
    SYSTEM_DISK,
    STATE_DIRECTORY,
    OPEN_ELSEWHERE,
    SECOND_PATH,
    BEING_WIPED,
    UNKNOWN
  }
}
