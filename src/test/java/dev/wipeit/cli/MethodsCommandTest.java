package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.checkpoint.ChunkStrategy;
import dev.wipeit.method.Pass;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.method.WipeMethod;
import dev.wipeit.testing.MethodTable;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.WipePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How methods are shown. */
final class MethodsCommandTest {

  private static List<String> methods(String... arguments) {
    Console console = new Console();
    List<String> all = new ArrayList<>(List.of("methods"));
    all.addAll(List.of(arguments));
    assertEquals(ExitCode.OK, new Wipeit(console.machine(), null).run(all.toArray(String[]::new)));
    return console.out().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MethodTable.TEXT)
  void everyMethodIsThereForScripts(String id, String verify, String standing, String passes)
      throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : methods("--json")) {
      JsonNode method = new ObjectMapper().readTree(line);
      if (method.get("id").asText().equals(id)) {
        found.add(method);
      }
    }
    assertEquals(1, found.size());
    JsonNode method = found.get(0);
    assertEquals(
        List.of(
            "type",
            "id",
            "title",
            "passes",
            "passes_per_round",
            "shuffled",
            "demands_verify",
            "source",
            "variant",
            "status"),
        names(method));
    List<String> told = new ArrayList<>();
    method.get("passes").forEach(pass -> told.add(pass.asText().replace("random", "R")));
    assertEquals(passes.replaceAll("[{}] ", ""), String.join(" ", told));
    assertEquals(told.size(), method.get("passes_per_round").asInt());
    assertEquals(verify, method.get("demands_verify").asText());
    assertEquals(standing, method.get("status").asText());
    assertEquals(id.equals("gutmann") ? "[5,31]" : "null", method.get("shuffled").toString());
  }

  @Test
  void customIsThereWithoutPasses() throws IOException {
    List<String> lines = methods("--json");
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertEquals("custom", last.get("id").asText());
    assertTrue(last.get("passes").isNull() && last.get("passes_per_round").isNull());
    assertEquals(WipeMethod.ALL.size() + 1, lines.size());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = MethodTable.TEXT)
  void theTableSaysWhatIsHistory(String id, String verify, String standing, String passes) {
    List<String> lines = methods();
    int history = first(lines, "History: ");
    int row = first(lines, id + " ");
    assertEquals(standing.equals("history"), row > history);
    String line = lines.get(row);
    assertEquals(MethodTable.count(passes), Integer.parseInt(line.substring(18, 25).strip()));
    assertEquals(verify.equals("none") ? "" : verify, line.substring(25, 34).strip());
    assertTrue(lines.get(row + 1).startsWith("    source: "), lines.get(row + 1));
  }

  @Test
  void veryManyPassesStayReadable() {
    assertEquals(
        "4 x random, 27 fixed patterns in an order drawn per run, 4 x random", text("gutmann"));
    assertEquals("33 x random", text("pfitzner-33"));
    assertEquals("c1, ~c1, random, c2, c3, ~c3, random", text("dod-5220.22-m-ece"));
    List<Pass> many = new ArrayList<>();
    for (int i = 10; i < 60; i++) {
      many.add(Pass.of("" + i));
    }
    assertEquals(
        "0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, ... (39 more), 0x59",
        PassesText.of(WipeMethod.custom(many).template()));
    assertEquals(
        12, PassesText.of(WipeMethod.custom(many.subList(0, 12)).template()).split(",").length);
  }

  private static String text(String id) {
    return PassesText.of(WipeMethod.find(id).orElseThrow().template());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          zero             | -      | zero, 2 passes, verify none
          zero             | LAST   | zero, 2 passes, verify last
          hmg-is5-enhanced | NONE   | hmg-is5-enhanced, 6 passes, verify last (the method demands it; none was asked for)
          hmg-is5-enhanced | -      | hmg-is5-enhanced, 6 passes, verify last (the method demands last)
          afssi-5020       | ALL    | afssi-5020, 6 passes, verify all (the method demands sample)
          """)
  void theSheetTellsWhatIsDemanded(String id, VerifyMode asked, String line) {
    WipePlan plan =
        new WipePlan(
            WipeMethod.find(id).orElseThrow(),
            2,
            asked == null ? VerifyMode.NONE : asked,
            ChunkStrategy.STANDARD,
            ByteSize.MIB);
    assertEquals("  method    " + line, PlanSheet.lines(plan, asked).get(0));
  }

  private static int first(List<String> lines, String begin) {
    return lines.indexOf(
        lines.stream().filter(line -> line.startsWith(begin)).findFirst().orElseThrow());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
