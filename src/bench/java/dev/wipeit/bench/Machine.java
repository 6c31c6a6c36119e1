package dev.wipeit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the figures were measured on. */
final class Machine {

  private Machine() {}

  /**
   * Markdown list items: processor, memory, kernel, Java, versions of the tools, date.
   *
   * @param nwipe the nwipe that is compared with, or null for none
   */
  static List<String> facts(@Nullable Path nwipe) throws IOException {
    List<String> facts = new ArrayList<>();
    long cores = Runtime.getRuntime().availableProcessors();
    facts.add(field("/proc/cpuinfo", "model name") + ", " + cores + " cores");
    long kibibytes = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    facts.add(String.format(Locale.ROOT, "%.0f GB of memory", kibibytes * 1024 / 1e9));
    facts.add("Linux " + Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
    facts.add("Java " + System.getProperty("java.runtime.version") + " (of the benchmark itself)");
    facts.add(tools(nwipe));
    facts.add(LocalDate.now(ZoneOffset.UTC).toString());
    return facts;
  }

  private static String field(String file, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of(file))) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "unknown " + name;
  }

  private static String tools(@Nullable Path nwipe) throws IOException {
    List<String> versions = new ArrayList<>();
    for (String name : List.of("fio", "dd", "shred", "scrub")) {
      @Nullable Path path = Tool.find(name);
      versions.add(path == null ? name + " not installed" : version(path, "--version"));
    }
    versions.add(nwipe == null ? "nwipe not compared" : version(nwipe, "-V"));
    return String.join(", ", versions);
  }

  private static String version(Path program, String option) throws IOException {
    return Tool.said(program.toString(), option).lines().findFirst().orElse(program.toString());
  }
}
