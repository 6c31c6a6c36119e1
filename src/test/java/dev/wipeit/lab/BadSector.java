package dev.wipeit.lab;

import java.util.Map;

/**
 * A sector of 512 bytes of the image at which requests fail, every time.
 *
 * @param sector its number, from 0
 * @param access which requests fail
 */
public record BadSector(long sector, Access access) {

  private static final int EIO = 5;

  /** A rule of QEMU's driver blkdebug. */
  Map<String, Object> rule() {
    return Map.of("event", "none", "iotype", access.iotype, "errno", EIO, "sector", sector);
  }

  /** A kind of request. */
  public enum Access {
    READ("read"),
    WRITE("write");

    private final String iotype;

    Access(String iotype) {
      this.iotype = iotype;
    }
  }
}
