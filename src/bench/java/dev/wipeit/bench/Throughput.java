package dev.wipeit.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures wipeit beside other programs on loop devices over RAM, which it makes itself. */
@Command(
    name = "src/bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures wipeit beside other programs, in turn, on loop devices over RAM.")
final class Throughput implements Callable<Integer> {

  @Option(names = "--rounds", description = "Rounds that count; one more comes first (default: 5).")
  private int rounds = 5;

  @Option(names = "--size", description = "MiB, a multiple of 16 (default: 4096).")
  private int mebibytes = 4096;

  @Option(
      names = "--groups",
      split = ",",
      description = "Of: ${COMPLETION-CANDIDATES} (default: all but buffered).")
  private List<Group> groups = new ArrayList<>();

  @Option(names = "--program", description = "The packaged wipeit (default: target/wipeit).")
  private Path program = Path.of("target/wipeit");

  @Option(names = "--nwipe", description = "Another nwipe than the installed one.")
  private @Nullable Path nwipe;

  @Option(names = "--no-nwipe", description = "Leave nwipe out; old ones need minutes.")
  private boolean withoutNwipe;

  @Option(names = "--nwipe-size", description = "MiB that nwipe gets (default: 512).")
  private int nwipeMebibytes = 512;

  @Option(names = "--doc", description = "Markdown file (default: docs/performance.md).")
  private Path document = Path.of("docs/performance.md");

  @Option(names = "--chart", description = "PNG file (default: docs/performance.png).")
  private Path chart = Path.of("docs/performance.png");

  private final String[] arguments;
  private final PrintStream out;

  private Throughput(String[] arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Ends with 0 when all was measured, whatever the figures are. */
  public static void main(String[] arguments) {
    Throughput throughput = new Throughput(arguments, System.out);
    System.exit(
        new CommandLine(throughput).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    @Nullable Path time = Tool.find("time");
    if (time == null || mebibytes % 16 != 0 || mebibytes < 16 || rounds < 1) {
      throw new IOException("needs GNU time, a --size that is a multiple of 16, and a round");
    }
    if (groups.isEmpty()) {
      groups.addAll(List.of(Group.values()));
      groups.remove(Group.BUFFERED);
    }
    nwipe = withoutNwipe ? null : nwipe == null ? Tool.find("nwipe") : nwipe;
    try (Workshop workshop = new Workshop(mebibytes, nwipeMebibytes)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(workshop), "clean-up"));
      Path wipeit = program.toAbsolutePath();
      Map<String, Candidate> all = new Candidates(wipeit, nwipe, workshop.folder()).all();
      report(measure(all, new Stopwatch(workshop, time)), all);
    }
    return 0;
  }

  private void close(Workshop workshop) {
    try {
      workshop.close();
    } catch (IOException e) {
      e.printStackTrace(out);
    }
  }

  private Results measure(Map<String, Candidate> all, Stopwatch stopwatch) throws IOException {
    Set<String> wanted = new LinkedHashSet<>();
    for (Group group : groups) {
      wanted.add(group.yardstick());
      wanted.addAll(group.rows());
    }
    Results results = new Results();
    for (int round = 0; round <= rounds; round++) {
      for (String id : wanted) {
        Candidate candidate = all.get(id);
        if (candidate == null) {
          continue;
        }
        Sample sample = stopwatch.run(candidate);
        out.printf(Locale.ROOT, "round %d: %s: %.2f s%n", round, id, sample.seconds());
        if (round > 0) {
          results.add(id, sample);
        }
      }
    }
    return results;
  }

  private void report(Results results, Map<String, Candidate> all) throws IOException {
    StringBuilder part = new StringBuilder("\n");
    Machine.facts(nwipe).forEach(fact -> part.append("- ").append(fact).append('\n'));
    part.append("- medians of ").append(rounds).append(" rounds: `src/bench/run");
    for (String argument : arguments) {
      part.append(' ').append(argument);
    }
    Path folder = document.toAbsolutePath().getParent();
    Path image = folder == null ? chart : folder.relativize(chart.toAbsolutePath());
    part.append("`\n\n![GB/s at the drive](").append(image).append(")\n");
    part.append(new Table(results, all).of(groups)).append('\n');
    out.println(part);
    new Judgement(results).lines().forEach(out::println);
    new Chart(results, all).write(groups, chart);
    Document.replace(document, part.toString());
  }
}
