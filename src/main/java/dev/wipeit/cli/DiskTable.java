package dev.wipeit.cli;

import dev.wipeit.device.DiskFacts;
import dev.wipeit.device.DriveType;
import dev.wipeit.device.Refusal;
import dev.wipeit.drive.DeviceText;
import dev.wipeit.units.ByteSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The disks as a table: a header, one row a disk. */
final class DiskTable {

  private static final List<String> HEADER =
      List.of("DEVICE", "SIZE", "TYPE", "BUS", "MODEL", "SERIAL", "STATUS");

  private static final int SIZE = 1;
  private static final int TYPE = 2;
  private static final int BUS = 3;
  private static final int MODEL = 4;
  private static final int SERIAL = 5;

  /** Shorter than this, a model or a serial number tells nothing. */
  private static final int LEAST_MODEL = 8;

  private static final int LEAST_SERIAL = 6;

  private static final String GAP = "  ";

  private final int columns;
  private final String cut;
  private final UnaryOperator<String> nodes;

  /**
   * @param columns the width of the screen; {@code Integer.MAX_VALUE} for none
   * @param unicode whether an ellipsis can be shown
   */
  DiskTable(int columns, boolean unicode) {
    this(columns, unicode, UnaryOperator.identity());
  }

  /**
   * @param nodes how a node is shown
   */
  DiskTable(int columns, boolean unicode, UnaryOperator<String> nodes) {
    this.columns = columns;
    this.nodes = nodes;
    this.cut = unicode ? "\u2026" : "~";
  }

  /** No line is longer than the screen is wide. */
  List<String> lines(List<DiskEntry> disks) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    DiskEntry before = null;
    for (DiskEntry disk : disks) {
      rows.add(row(disk, before != null && disk.others().contains(before.disk())));
      before = disk;
    }
    int[] widths = fitted(rows);
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private List<String> row(DiskEntry entry, boolean samePath) {
    DiskFacts facts = entry.disk().facts();
    boolean sized = !facts.unreadable().contains("size");
    return List.of(
        (samePath ? "+ " : "") + shown(nodes.apply(entry.node())),
        sized ? new ByteSize(entry.disk().device().sizeBytes()).toString() : "?",
        type(entry.disk().device().type().kind()),
        facts.transport().label(),
        shown(entry.disk().device().identity().model()),
        shown(entry.disk().device().identity().serial()),
        status(entry));
  }

  private static String shown(@Nullable String text) {
    return text == null ? "-" : DeviceText.shown(text);
  }

  private static String type(DriveType.Kind kind) {
    return switch (kind) {
      case NVME_SSD -> "NVMe";
      case EMMC -> "eMMC";
      case REMOVABLE_FLASH -> "flash";
      case UNKNOWN -> "?";
      default -> kind.label();
    };
  }

  /** The most telling reason alone; the sheet has them all. */
  private static String status(DiskEntry entry) {
    if (!entry.refusals().isEmpty()) {
      return reason(entry.refusals().get(0).reason());
    }
    return entry.pending() == null
        ? "free"
        : String.format(Locale.ROOT, "%.0f %% done", Math.floor(entry.pending().percent()));
  }

  private static String reason(Refusal.Reason reason) {
    return switch (reason) {
      case HOLDER -> "held";
      case LOOP_BACKING -> "under loop";
      case OPEN_ELSEWHERE -> "open";
      case STATE_DIRECTORY -> "holds state";
      case UNKNOWN -> "in doubt";
      case READ_ONLY -> "read-only";
      default -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /**
   * What is too wide loses, in this order: model, bus, serial, model again, type, serial again,
   * size, the end of the line. The status is what the table is for.
   */
  private int[] fitted(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    shorten(widths, MODEL, LEAST_MODEL);
    drop(widths, BUS);
    shorten(widths, SERIAL, LEAST_SERIAL);
    drop(widths, MODEL);
    drop(widths, TYPE);
    drop(widths, SERIAL);
    drop(widths, SIZE);
    return widths;
  }

  private void shorten(int[] widths, int column, int least) {
    int excess = Math.max(0, total(widths) - columns);
    widths[column] = Math.max(Math.min(least, widths[column]), widths[column] - excess);
  }

  private void drop(int[] widths, int column) {
    if (total(widths) > columns) {
      widths[column] = 0;
    }
  }

  private static int total(int[] widths) {
    int shown = (int) Arrays.stream(widths).filter(width -> width > 0).count();
    return Arrays.stream(widths).sum() + GAP.length() * (shown - 1);
  }

  private String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        cells.add(cell(row.get(i), widths[i], i));
      }
    }
    String line = String.join(GAP, cells).stripTrailing();
    return line.length() <= columns ? line : line.substring(0, columns);
  }

  /** Serial numbers of one maker differ at their end. */
  private String cell(String text, int width, int column) {
    if (text.length() > width) {
      return column == SERIAL
          ? cut + text.substring(text.length() - width + 1)
          : text.substring(0, width - 1) + cut;
    }
    String blank = " ".repeat(width - text.length());
    return column == SIZE ? blank + text : text + blank;
  }
}
