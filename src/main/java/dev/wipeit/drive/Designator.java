package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/**
 * One name of a unit in page 83h (SPC-4, 7.8.6), ranked and spelt as the kernel does for {@code
 * wwid} (designator_prio and scsi_vpd_lun_id in drivers/scsi/scsi_lib.c).
 *
 * @param page the page
 * @param at where the designator begins
 * @param length of its content that is there, bytes
 */
record Designator(Answer page, int at, int length) {

  static final int HEADER_BYTES = 4;

  /** ASSOCIATION of the unit itself, not of a port or of what it is in: 00b in bits 5:4. */
  private static final int ASSOCIATION = 0x30;

  private static final int T10 = 1;
  private static final int EUI = 2;
  private static final int NAA = 3;
  private static final int NAME_STRING = 8;

  /** The higher, the better; 0 for what is no name of the unit. */
  int rank() throws AnswerException {
    if ((page.u8(at + 1) & ASSOCIATION) != 0 || length == 0) {
      return 0;
    }
    return switch (type()) {
      case NAME_STRING -> 9;
      case NAA -> naaRank(content(0) >> 4);
      case EUI -> euiRank();
      case T10 -> 1;
      default -> 0;
    };
  }

  private int naaRank(int format) {
    boolean isWhole = length >= (format == 6 ? 16 : 8);
    if (!isWhole) {
      return 0;
    }
    return switch (format) {
      case 6 -> 8;
      case 5 -> 5;
      // IEEE extended, which is format 2.
      case 2 -> 4;
      case 3 -> 1;
      default -> 0;
    };
  }

  private int euiRank() {
    return switch (length) {
      case 16 -> 7;
      case 12 -> 6;
      case 8 -> 3;
      default -> 0;
    };
  }

  /** The name, or null for text that is empty. */
  @Nullable String name() throws AnswerException {
    int content = at + HEADER_BYTES;
    String raw =
        switch (type()) {
          case NAA -> "naa." + page.hex(content, content(0) >> 4 == 6 ? 16 : 8);
          case EUI -> "eui." + page.hex(content, length);
          case T10 -> prefixed("t10.", page.text(content, length));
          default -> page.text(content, length);
        };
    return WorldWideName.normalised(raw);
  }

  private static @Nullable String prefixed(String prefix, @Nullable String text) {
    return text == null ? null : prefix + text;
  }

  private int type() throws AnswerException {
    return page.u8(at + 1) & 0xf;
  }

  private int content(int offset) throws AnswerException {
    return page.u8(at + HEADER_BYTES + offset);
  }
}
