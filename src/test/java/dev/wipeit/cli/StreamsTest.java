package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamsTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', '', US-ASCII",
    "'', '', C.UTF-8, UTF-8",
    "'', '', en_US.utf8, UTF-8",
    "'', '', de_DE.ISO-8859-1, US-ASCII",
    "'', C, C.UTF-8, US-ASCII",
    "'', C.UTF-8, C, UTF-8",
    "C, C.UTF-8, C.UTF-8, US-ASCII",
    "C.UTF-8, C, C, UTF-8",
    "POSIX, '', C.UTF-8, US-ASCII"
  })
  void theLocaleNamesTheCharacterSet(String all, String ctype, String lang, String charset) {
    Console console = new Console();
    console.env.put("LC_ALL", all);
    console.env.put("LC_CTYPE", ctype);
    console.env.put("LANG", lang);
    Streams streams = console.machine().streams();
    assertEquals(Charset.forName(charset), streams.charset());
    assertEquals(charset.equals("UTF-8"), streams.isUnicode());
  }

  @Test
  void aLineReachesTheCallerAtOnce() {
    Console console = new Console();
    console.machine().streams().err().println("done");
    assertEquals("done\n", console.err());
  }

  @Test
  void whatCannotBeShownDoesNotFail() {
    Console console = new Console();
    console.machine().streams().out().println("Gr\u00f6\u00dfe");
    assertTrue(console.out().startsWith("Gr"), console.out());
  }
}
