package dev.wipeit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellsTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "Größe, 5",
    "磁盘, 4",
    "드라이브, 8",
    "ディスク, 8",
    "ｶﾀ, 2",
    "e\u0301, 1",
    "a\u200bb, 2",
    "💾, 2",
    "█░…°, 4"
  })
  void countsTheCellsOfEachCharacter(String text, int cells) {
    assertEquals(cells, Cells.width(text));
  }

  @Test
  void neverSplitsAWideCharacter() {
    assertEquals("磁…", Cells.cut("磁盘磁盘", 3, Script.UNICODE));
    assertEquals("磁…", Cells.cut("磁盘磁盘", 4, Script.UNICODE));
    assertEquals("磁… ", Cells.left("磁盘磁盘", 4, Script.UNICODE));
    assertEquals("💾…", Cells.cut("💾💾💾", 4, Script.UNICODE));
  }

  @Test
  void fillsEveryWidthExactly() {
    for (String text :
        new String[] {"", "a", "磁盘 disk 磁盘", "e\u0301e\u0301e\u0301", "x".repeat(50)}) {
      IntStream.range(0, 60)
          .forEach(
              width -> {
                assertEquals(width, Cells.width(Cells.left(text, width, Script.UNICODE)), text);
                assertEquals(width, Cells.width(Cells.right(text, width, Script.UNICODE)), text);
                assertTrue(Cells.width(Cells.cut(text, width, Script.ASCII)) <= width, text);
              });
    }
  }

  @Test
  void coloursTakeNoCells() {
    assertEquals(4, Cells.visibleWidth("\u001b[1;31mab\u001b[0mcd"));
  }
}
