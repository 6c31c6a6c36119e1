package dev.wipeit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every method, written down a second time: what it demands to be read back, whether it is history,
 * and its passes. R is a keystream, c a drawn byte, ~c its complement; braces hold passes in an
 * order that is drawn.
 */
public final class MethodTable {

  public static final String TEXT =
      """
      random             | none   | today   | R
      zero               | none   | today   | 0x00
      one                | none   | today   | 0xff
      nist-clear         | sample | today   | 0x00
      dod-5220.22-m      | last   | history | c ~c R
      dod-5220.22-m-ece  | last   | history | c1 ~c1 R c2 c3 ~c3 R
      schneier           | none   | history | 0xff 0x00 R R R R R
      gutmann            | none   | history | R R R R { 0x55 0xaa 0x924924 0x492492 0x249249 \
      0x00 0x11 0x22 0x33 0x44 0x55 0x66 0x77 0x88 0x99 0xaa 0xbb 0xcc 0xdd 0xee 0xff \
      0x924924 0x492492 0x249249 0x6db6db 0xb6db6d 0xdb6db6 } R R R R
      rcmp-tssit-ops-ii  | last   | history | 0x00 0xff 0x00 0xff 0x00 0xff c
      hmg-is5-baseline   | last   | history | 0x00
      hmg-is5-enhanced   | last   | history | 0x00 0xff R
      bsi-vsitr          | none   | history | 0x00 0xff 0x00 0xff 0x00 0xff 0xaa
      bsi-2011-vs        | all    | today   | R 0xff
      gost-r-50739-95    | none   | history | 0x00 R
      afssi-5020         | sample | history | 0x00 0xff c
      ar-380-19          | none   | history | c 0x55 0xaa
      navso-p-5239-26    | last   | history | 0xff 0xe4ffffff R
      pfitzner-7         | none   | history | R R R R R R R
      pfitzner-33        | none   | history | R R R R R R R R R R R R R R R R R R R R R R R R R R R R R R R R R
      bmb21-2019         | none   | today   | 0xff 0x00 R R R 0xff
      nap-14.1-c         | last   | history | R R 0x00
      ism-0354           | last   | today   | R
      itsg-06            | last   | history | c ~c R
      """;

  private MethodTable() {}

  /** How many passes a line of the table has. */
  public static int count(String passes) {
    return passes.replaceAll("[{}] ", "").split(" ").length;
  }

  /** The line of a method. */
  public static String passes(String id) {
    return TEXT.lines()
        .filter(line -> line.startsWith(id + " "))
        .map(line -> line.replaceFirst(".*\\| *", ""))
        .findFirst()
        .orElseThrow();
  }

  /** Fails unless these passes, as a checkpoint has them, can be drawn from a line. */
  public static void assertDrawn(String passes, List<String> drawn) {
    Map<String, Integer> characters = new HashMap<>();
    List<String> golden = List.of(passes.replaceAll("[{}] ", "").split(" "));
    assertEquals(golden.size(), drawn.size(), drawn::toString);
    int from = List.of(passes.split(" ")).indexOf("{");
    int to = List.of(passes.split(" ")).indexOf("}") - 1;
    if (from >= 0) {
      List<String> block = golden.subList(from, to).stream().map(MethodTable::id).sorted().toList();
      assertEquals(block, drawn.subList(from, to).stream().sorted().toList());
    }
    for (int i = 0; i < golden.size(); i++) {
      if (i < from || i >= to) {
        check(golden.get(i), drawn.get(i), characters);
      }
    }
  }

  private static String id(String golden) {
    return golden.equals("R") ? "random" : golden.replaceFirst("^0x", "");
  }

  private static void check(String golden, String drawn, Map<String, Integer> characters) {
    if (golden.equals("R") || golden.startsWith("0x")) {
      assertEquals(id(golden), drawn);
      return;
    }
    assertTrue(drawn.matches("[0-9a-f]{2}"), drawn);
    int value = Integer.parseInt(drawn, 16);
    if (golden.startsWith("~")) {
      assertEquals(0xff, value ^ characters.get(golden.substring(1)), golden);
    } else {
      characters.put(golden, value);
    }
  }
}
