package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wipeit.device.DriveType;
import dev.wipeit.device.PartitionTable;
import dev.wipeit.device.Transport;
import dev.wipeit.device.ZonedModel;
import dev.wipeit.testing.RecordedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListSchemaTest {

  private final ListSchema schema = ListSchema.read();

  ListSchemaTest() throws IOException {}

  static List<String> machines() {
    return RecordedMachinesTest.machines();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void allowsEveryDiskOfTheRecordedMachines(String name) throws IOException {
    for (JsonNode disk : new ObjectMapper().readTree(RecordedMachine.text(name + ".json"))) {
      assertEquals(List.of(), schema.faults(disk));
    }
  }

  @Test
  void everyKeyOfItsIsTold() throws IOException {
    JsonNode disk = new ObjectMapper().readTree(RecordedMachine.text("sata-hdd.json")).get(0);
    assertEquals(names(schema.disk().get("properties")), names(disk));
    JsonNode defs = schema.defs();
    assertEquals(names(defs.get("node").get("properties")), names(disk.get("tree")));
    assertEquals(names(defs.get("refusal").get("properties")), names(disk.get("refusals").get(0)));
    JsonNode efi = disk.get("tree").get("children").get(0);
    assertEquals(
        names(defs.get("signature").get("properties")), names(efi.get("signatures").get(0)));
    for (JsonNode object : List.of(schema.disk(), defs.get("node"), defs.get("run"))) {
      List<String> required = new ArrayList<>();
      object.get("required").forEach(key -> required.add(key.asText()));
      assertEquals(names(object.get("properties")), required);
    }
  }

  @Test
  void everyKeyOfItsIsInTheManual() throws IOException {
    String manual =
        Files.readString(Path.of(System.getProperty("wipeit.basedir", ""), "docs/cli.md"));
    String section = manual.substring(manual.indexOf("### list --json"));
    section = section.substring(0, section.indexOf("### status --json"));
    List<String> keys = new ArrayList<>(names(schema.disk().get("properties")));
    schema.defs().forEach(def -> keys.addAll(names(def.get("properties"))));
    for (String key : keys) {
      assertTrue(section.contains("`" + key + "`"), key);
    }
  }

  @Test
  void knowsEveryWord() {
    assertWords("drive_type", Arrays.stream(DriveType.Kind.values()).map(DriveType.Kind::label));
    assertWords("transport", Arrays.stream(Transport.values()).map(Transport::id));
    assertWords("zoned", words(ZonedModel.values()).map(word -> word.replace('_', '-')));
    assertWords("confidence", Arrays.stream(DriveType.Confidence.values()).map(Enum::name));
    assertWords(
        "partition_table", Stream.concat(words(PartitionTable.values()), Stream.of("null")));
  }

  @Test
  void noticesWhatItDoesNotAllow() throws IOException {
    ObjectNode disk =
        (ObjectNode) new ObjectMapper().readTree(RecordedMachine.text("sata-hdd.json")).get(0);
    disk.put("size", "1").put("transport", "pigeon").put("new_key", 1).remove("wwn");
    ((ObjectNode) disk.get("tree").get("children").get(0)).put("size", -1);
    assertEquals(5, schema.faults(disk).size(), schema.faults(disk).toString());
    assertFalse(schema.faults(new ObjectMapper().createObjectNode()).isEmpty());
  }

  private void assertWords(String key, Stream<String> expected) {
    List<String> words = new ArrayList<>();
    schema.disk().get("properties").get(key).get("enum").forEach(word -> words.add(word.asText()));
    assertEquals(expected.sorted().toList(), words.stream().sorted().toList());
  }

  private static Stream<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
