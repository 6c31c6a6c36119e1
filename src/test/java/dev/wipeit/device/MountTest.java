package dev.wipeit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountTest {

  @Test
  void readsALineWithAndWithoutOptionalFields() throws IOException {
    Mount expected =
        new Mount(new DeviceNumber(98, 0), "/mnt2", "ext3", "/dev/root", "rw,errors=x", "7 (sh)");
    assertEquals(
        expected,
        Mount.parse(
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=x",
            "7 (sh)"));
    assertEquals(
        expected, Mount.parse("36 35 98:0 / /mnt2 rw - ext3 /dev/root rw,errors=x", "7 (sh)"));
  }

  @Test
  void aHyphenAsANameIsNoSeparator() throws IOException {
    Mount mount = Mount.parse("36 35 98:0 / /- rw - ext3 - rw", null);
    assertEquals("/-", mount.point());
    assertEquals("-", mount.source());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "36 35 98:0 / /mnt2 rw",
        "36 35 98:0 / /mnt2 rw - ext3 /dev/root",
        "36 35 98:0 / /mnt2 - ext3 /dev/root rw",
        "36 35 98 / /mnt2 rw - ext3 /dev/root rw",
        "36 35 a:0 / /mnt2 rw - ext3 /dev/root rw",
      })
  void whatTheKernelDoesNotWriteIsRefused(String line) {
    IOException e = assertThrows(IOException.class, () -> Mount.parse(line, null));
    assertEquals("not a line of mountinfo: '" + line + "'", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "/a\\040b,/a b",
        "/tab\\011x\\012,'/tab\tx\n'",
        "/back\\134040,/back\\040",
        "/caf\u00e9\\303\\251,/caf\u00e9\u00e9",
        "/short\\04,/short\\04",
        "/not\\089,/not\\089",
        "/not\\890,/not\\890",
        "/not\\008,/not\\008",
        "/not\\/00,/not\\/00",
        "/top\\177,/top\u007f",
      })
  void octalEscapesAreUndone(String escaped, String plain) {
    assertEquals(plain, Mount.unescaped(escaped));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /srv/x, true",
    "/srv, /srv, true",
    "/srv, /srv/x, true",
    "/srv, /srvx, false",
    "/srv/x, /srv, false"
  })
  void aMountHoldsWhatIsBelowItsPoint(String point, String path, boolean held) throws IOException {
    Mount mount = Mount.parse("1 1 8:1 / " + point + " rw - ext4 x rw", null);
    assertEquals(held, mount.contains(path));
  }
}
