package dev.wipeit.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The SHA-256 of the program file. It is remembered in the state directory as long as size, time
 * and inode of the file stay what they were: hashing costs a young Java a part of a second.
 */
public final class ProgramHash {

  private final Registry registry;

  public ProgramHash(Registry registry) {
    this.registry = registry;
  }

  /** Of that file. */
  public String of(Path program) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(program, BasicFileAttributes.class);
    JsonObject key =
        JsonObject.of(
            "path", program.toAbsolutePath().toString(),
            "size", facts.size(),
            "modified", facts.lastModifiedTime().toString(),
            "file", String.valueOf(facts.fileKey()));
    JsonObject known = registry.note();
    if (Objects.equals(known.map().get("key"), key) && known.has("sha256")) {
      return known.text("sha256");
    }
    String hash = Sha256.of(program);
    registry.note(JsonObject.of("key", key, "sha256", hash));
    return hash;
  }
}
