package dev.wipeit.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wipeit.media.MediaException.Kind;
import dev.wipeit.sys.Errno;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrnoMeaningTest {

  /** The numbers are those of asm-generic/errno.h, written out. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          WRITE,   5, true,  WRITE
          WRITE,  61, true,  WRITE
          WRITE,  84, true,  WRITE
          WRITE, 121, true,  WRITE
          WRITE, 110, true,  WRITE
          WRITE,  62, true,  WRITE
          WRITE,  67, true,  WRITE
          READ,    5, true,  READ
          READ,   61, true,  READ
          WRITE,   5, false, GONE
          WRITE,  28, false, GONE
          WRITE,  28, true,  OTHER
          WRITE,  19, true,  GONE
          READ,    6, true,  GONE
          READ,  123, true,  GONE
          WRITE,   1, true,  PROTECTED
          WRITE,  30, true,  PROTECTED
          WRITE,  13, true,  PROTECTED
          READ,    1, true,  OTHER
          WRITE,  22, true,  OTHER
          WRITE,  52, true,  OTHER
          WRITE,  12, true,  OTHER
          """)
  void tellsOneFromTheOther(Kind request, int errno, boolean hasItsSize, Kind kind) {
    assertEquals(kind, ErrnoMeaning.of(request, new Errno(errno), hasItsSize));
  }
}
