package dev.wipeit.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The C programs of the folder {@code native}, compiled once per JVM into target/native. */
public final class NativeTool {

  private static final Map<String, Path> COMPILED = new HashMap<>();

  private NativeTool() {}

  /**
   * The executable of {@code native/NAME.c}, or of all {@code native/NAME/*.c}; the test is skipped
   * where gcc or a library is missing.
   *
   * @param libraries as pkg-config(1) knows them
   */
  public static synchronized Path compiled(String name, String... libraries) throws IOException {
    Requires.tool("gcc");
    for (String library : libraries) {
      Requires.library(library);
    }
    Path known = COMPILED.get(name);
    if (known == null) {
      known = compile(name, libraries);
      COMPILED.put(name, known);
    }
    return known;
  }

  private static Path compile(String name, String... libraries) throws IOException {
    Path base = Path.of(System.getProperty("wipeit.basedir", "")).toAbsolutePath();
    Path folder = Files.createDirectories(base.resolve("target/native"));
    Path unfinished = Files.createTempFile(folder, name, ".unfinished");
    List<String> command =
        new ArrayList<>(List.of("gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"));
    command.addAll(List.of("-o", unfinished.toString()));
    command.addAll(sources(base.resolve("native"), name));
    command.addAll(flags(libraries));
    command.add("-pthread");
    Tool.run(command.toArray(String[]::new)).succeeded();
    return Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> sources(Path folder, String name) throws IOException {
    Path parts = folder.resolve(name);
    if (!Files.isDirectory(parts)) {
      return List.of(folder.resolve(name + ".c").toString());
    }
    List<String> sources = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.c")) {
      files.forEach(file -> sources.add(file.toString()));
    }
    return sources;
  }

  private static List<String> flags(String... libraries) throws IOException {
    List<String> flags = new ArrayList<>();
    for (String library : libraries) {
      Tool run = Tool.run("pkg-config", "--cflags", "--libs", library).succeeded();
      flags.addAll(List.of(run.output().strip().split("\\s+")));
    }
    return flags;
  }
}
