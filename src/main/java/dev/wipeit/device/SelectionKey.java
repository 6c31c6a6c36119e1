package dev.wipeit.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a disk a selection can ask for; docs/cli.md has each with its values.
 *
 * @param id as it is written
 * @param fact how it is asked for
 */
record SelectionKey(String id, Fact fact) {

  static final String TYPE = "type";
  static final String TRANSPORT = "transport";

  /** Kinds of drive that have a shorter word too. */
  private static final Map<String, String> SHORT =
      Map.of("nvme-ssd", "nvme", "removable-flash", "flash");

  private static final List<SelectionKey> ALL =
      List.of(
          new SelectionKey(TYPE, types()),
          new SelectionKey(
              "size", new SizeFact(disk -> read(disk, Attributes.SIZE, disk.device().sizeBytes()))),
          new SelectionKey(TRANSPORT, transports()),
          new SelectionKey("model", TextFact.of(disk -> disk.device().identity().model())),
          new SelectionKey("vendor", TextFact.of(disk -> disk.facts().vendor())),
          new SelectionKey("firmware", TextFact.of(disk -> disk.facts().firmware())),
          new SelectionKey(
              "serial", TextFact.exact(disk -> disk.device().identity().serial(), String::equals)),
          new SelectionKey(
              "wwn", TextFact.exact(disk -> disk.device().identity().wwn(), WwnText::means)),
          new SelectionKey("name", TextFact.exact(disk -> List.of(disk.device().name()))),
          new SelectionKey("path", TextFact.exact(SelectionKey::paths)),
          new SelectionKey("by-id", TextFact.exact(SelectionKey::links)),
          new SelectionKey("slot", TextFact.of(disk -> disk.facts().slot())),
          new SelectionKey(
              "sector",
              new SizeFact(
                  disk ->
                      read(
                          disk,
                          Attributes.LOGICAL_SECTOR,
                          (long) disk.device().logicalSectorBytes()))),
          new SelectionKey("rotational", WordFact.flag(disk -> disk.facts().rotational())),
          new SelectionKey(
              "removable",
              WordFact.flag(disk -> read(disk, Attributes.REMOVABLE, disk.device().removable()))),
          new SelectionKey(
              "readonly",
              WordFact.flag(disk -> read(disk, Attributes.READ_ONLY, disk.device().readOnly()))),
          new SelectionKey(
              "zoned",
              WordFact.of(words(ZonedModel.values()), disk -> word(disk.facts().zoned()))));

  /**
   * The key of that name, in upper or lower case.
   *
   * @throws SelectionException if there is none
   */
  static SelectionKey of(String written) throws SelectionException {
    String plain = written.toLowerCase(Locale.ROOT).replace('_', '-');
    for (SelectionKey key : ALL) {
      if (key.id.equals(plain)) {
        return key;
      }
    }
    List<String> known = ALL.stream().map(SelectionKey::id).toList();
    throw new SelectionException(
        "there is no key '" + written + "'; there are " + String.join(", ", known), written, known);
  }

  private static Fact types() {
    Function<String, String> meaning = written -> SHORT.getOrDefault(written, written);
    List<String> words = new ArrayList<>(words(DriveType.Kind.values()));
    words.addAll(SHORT.values().stream().sorted().toList());
    return new WordFact(
        words,
        meaning,
        word(DriveType.Kind.UNKNOWN),
        disk -> meaning.apply(word(disk.device().type().kind())));
  }

  private static Fact transports() {
    return new WordFact(
        words(Transport.values()),
        Function.identity(),
        word(Transport.UNKNOWN),
        disk -> word(disk.facts().transport()));
  }

  /** What stands in the place of an attribute that could not be read is not known. */
  private static <T> @Nullable T read(Disk disk, String attribute, T value) {
    return disk.facts().unreadable().contains(attribute) ? null : value;
  }

  private static List<String> paths(Disk disk) {
    return List.of(disk.device().path().toString(), disk.device().node().toString());
  }

  /** Each link as a whole path, and by its name alone. */
  private static List<String> links(Disk disk) {
    List<String> links = new ArrayList<>();
    for (Path link : disk.facts().byId()) {
      links.add(link.toString());
      links.add(KernelFiles.nameOf(link));
    }
    return links;
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(SelectionKey::word).toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
