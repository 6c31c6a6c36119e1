package dev.wipeit.media;

import java.util.Locale;

/** How the device is read and written. */
public enum IoMode {
  /** Past the page cache where the device takes that, buffered otherwise. */
  AUTO,
  /** Past the page cache, O_DIRECT of open(2). */
  DIRECT,
  /** Through the page cache. */
  BUFFERED;

  /** As it is written on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
