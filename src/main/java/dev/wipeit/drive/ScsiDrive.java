package dev.wipeit.drive;

import dev.wipeit.drive.Revelation.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A drive that speaks SCSI itself. */
final class ScsiDrive implements Speaker {

  /** FAILURE PREDICTION THRESHOLD EXCEEDED, and WARNING (SPC-4, annex D). */
  private static final long FAILURE_PREDICTED = 0x5D;

  private static final long WARNING = 0x0B;

  /** NOT KNOWN as a temperature (SPC-4, 7.3.21). */
  private static final long NO_TEMPERATURE = 0xFF;

  private static final int MINUTES_PER_HOUR = 60;

  private final OpenDrive drive;
  private final InquiryData inquiry;
  private final boolean takesQuestions;

  /**
   * @param takesQuestions whether it can be asked for more than INQUIRY without harm
   */
  ScsiDrive(OpenDrive drive, InquiryData inquiry, boolean takesQuestions) {
    this.drive = drive;
    this.inquiry = inquiry;
    this.takesQuestions = takesQuestions;
  }

  @Override
  public DriveLabels labels() throws IOException {
    @Nullable Answer pages = page(ProductPages.SUPPORTED);
    @Nullable String serial = null;
    @Nullable String wwn = null;
    if (lists(pages, ProductPages.SERIAL)) {
      serial = Gathering.ifAny(() -> ProductPages.serial(asked(ProductPages.SERIAL)));
    }
    if (lists(pages, ProductPages.IDENTIFICATION)) {
      wwn = Gathering.ifAny(() -> ProductPages.wwn(asked(ProductPages.IDENTIFICATION)));
    }
    return new DriveLabels(serial, wwn, null, null, null).orElse(inquiry.labels());
  }

  boolean hasAtaInformation() throws IOException {
    return lists(page(ProductPages.SUPPORTED), ProductPages.ATA_INFORMATION);
  }

  private static boolean lists(@Nullable Answer pages, int page) throws IOException {
    return pages != null
        && Boolean.TRUE.equals(Gathering.ifAny(() -> ProductPages.lists(pages, page)));
  }

  private @Nullable Answer page(int page) throws IOException {
    return !takesQuestions ? null : Gathering.ifAny(() -> asked(page));
  }

  private Answer asked(int page) throws IOException {
    return drive.send(ScsiCommand.productData(page)).data();
  }

  /** What READ CAPACITY(16) says; a SCSI drive has no way to say what it holds back. */
  @Override
  public @Nullable HiddenAreas areas() throws IOException {
    @Nullable Long bytes =
        Gathering.ifAny(() -> capacity(drive.send(ScsiCommand.readCapacity()).data()));
    return bytes == null ? null : new HiddenAreas(bytes, null, null, null, null, null);
  }

  @Override
  public Revelation reveal() {
    return new Revelation(Kind.UNKNOWN, "a SCSI drive does not tell", 0);
  }

  /** SBC-3, 5.16.2: the last address and the length of a block. */
  static long capacity(Answer answer) throws AnswerException {
    long last = answer.u64(0);
    long blockBytes = answer.u32(8);
    if (last < 0 || last > Long.MAX_VALUE / Math.max(1, blockBytes) - 1) {
      throw answer.unusable("it is a last block " + Long.toUnsignedString(last));
    }
    return (last + 1) * blockBytes;
  }

  @Override
  public DriveHealth health() throws IOException {
    HealthDraft health = new HealthDraft();
    if (!takesQuestions) {
      return health.health();
    }
    @Nullable LogPage pages = log(LogPage.SUPPORTED);
    if (pages != null) {
      verdict(health, pages);
      temperature(health, pages);
      @Nullable Long used = number(pages, LogPage.SOLID_STATE, 1, 3, 1);
      health.percentageUsed = used == null ? null : used.intValue();
      @Nullable Long minutes = number(pages, LogPage.BACKGROUND_SCAN, 0, 0, 4);
      health.powerOnHours = minutes == null ? null : minutes / MINUTES_PER_HOUR;
      health.mediaErrors =
          sum(
              number(pages, LogPage.WRITE_ERRORS, 6, 0, 0),
              number(pages, LogPage.READ_ERRORS, 6, 0, 0));
    }
    health.reallocatedSectors =
        Gathering.ifAny(() -> grownDefects(drive.send(ScsiCommand.grownDefects()).data()));
    return health.health();
  }

  /** One page of a log, whether the drive lists it or not. */
  @Override
  public DriveHealth temperature() throws IOException {
    HealthDraft health = new HealthDraft();
    @Nullable LogPage heat = takesQuestions ? log(LogPage.TEMPERATURE) : null;
    if (heat != null) {
      health.temperature(celsius(heat.number(0, 1, 1)));
      health.critical(celsius(heat.number(1, 1, 1)));
    }
    return health.health();
  }

  private void verdict(HealthDraft health, LogPage pages) throws IOException {
    @Nullable Long code = number(pages, LogPage.EXCEPTIONS, 0, 0, 1);
    if (code == null) {
      return;
    }
    if (code == FAILURE_PREDICTED) {
      health.fails("the drive predicts its failure (informational exception 5Dh)");
      return;
    }
    if (code == WARNING) {
      health.warn("the drive warns of itself (informational exception 0Bh)");
    }
    health.passes();
  }

  private void temperature(HealthDraft health, LogPage pages) throws IOException {
    health.temperature(celsius(number(pages, LogPage.TEMPERATURE, 0, 1, 1)));
    health.critical(celsius(number(pages, LogPage.TEMPERATURE, 1, 1, 1)));
    health.temperature(celsius(number(pages, LogPage.EXCEPTIONS, 0, 2, 1)));
  }

  private static @Nullable Integer celsius(@Nullable Long raw) {
    return raw == null || raw == NO_TEMPERATURE || raw == 0 ? null : raw.intValue();
  }

  private @Nullable Long number(LogPage pages, int page, int code, int offset, int length)
      throws IOException {
    @Nullable LogPage log = pages.lists(page) ? log(page) : null;
    return log == null ? null : log.number(code, offset, length);
  }

  private @Nullable LogPage log(int page) throws IOException {
    return Gathering.ifAny(() -> new LogPage(drive.send(ScsiCommand.logSense(page)).data(), page));
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    if (one == null || one < 0) {
      return other;
    }
    return other == null || other < 0 ? one : Long.valueOf(one + other);
  }

  /** SBC-3, 5.18.2: bytes of the list, in the format that the drive chose. */
  static long grownDefects(Answer answer) throws AnswerException {
    int format = answer.u8(1) & 0x7;
    // Short block: 4 bytes; long block, bytes from index and physical sector: 8.
    int entryBytes = format == 0 ? 4 : 8;
    return answer.u32(4) / entryBytes;
  }
}
