package dev.wipeit.device;

/**
 * What a device is made of, as the predecessor told it: the first rule that matches decides.
 *
 * @param kind the kind
 * @param confidence how far the rule can be trusted
 * @param evidence the rule that matched and what it saw, for a person
 */
public record DriveType(Kind kind, Confidence confidence, String evidence) {

  /**
   * The kinds, with the predecessor's labels; it knew neither removable flash nor optical drives.
   */
  public enum Kind {
    NVME_SSD("NVMe SSD"),
    EMMC("eMMC/MMC"),
    SSD("SSD"),
    HDD("HDD"),
    REMOVABLE_FLASH("removable flash"),
    OPTICAL("optical"),
    VIRTUAL("virtual"),
    UNKNOWN("UNKNOWN");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** How far a rule can be trusted; a fixed label of the rule, not a score. */
  public enum Confidence {
    HIGH,
    MEDIUM,
    LOW
  }
}
