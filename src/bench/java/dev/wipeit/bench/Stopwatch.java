package dev.wipeit.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a candidate once and watches its drives while it runs. */
final class Stopwatch {

  private final Workshop workshop;
  private final Path time;

  /**
   * @param time GNU time, which knows what a process and its children used
   */
  Stopwatch(Workshop workshop, Path time) {
    this.workshop = workshop;
    this.time = time;
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it fails; then its last words are in the message
   */
  Sample run(Candidate candidate) throws IOException {
    List<RamDrive> drives = workshop.fleet(candidate.fleet());
    Path usage = workshop.folder().resolve("usage");
    Path output = workshop.folder().resolve("output");
    Path errors = workshop.folder().resolve("errors");
    List<String> command =
        new ArrayList<>(List.of(time.toString(), "-o", usage.toString(), "-f", "%U %S %M"));
    command.addAll(candidate.command().apply(drives));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    Trace trace = watch(builder, drives, candidate, errors);
    return sample(candidate, drives, trace, text(usage), text(output));
  }

  private Trace watch(
      ProcessBuilder builder, List<RamDrive> drives, Candidate candidate, Path errors)
      throws IOException {
    List<FileChannel> statistics = new ArrayList<>();
    try {
      for (RamDrive drive : drives) {
        statistics.add(FileChannel.open(drive.statistics()));
      }
      Trace trace = new Trace();
      trace.add(statistics);
      Process process = workshop.start(builder, drives);
      while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
        trace.add(statistics);
        if (trace.written() && trace.cpuBefore() < 0) {
          trace.cpuBefore(cpuSeconds(process));
        }
      }
      trace.add(statistics);
      if (process.exitValue() != 0) {
        throw new IOException(
            candidate.label() + ": code " + process.exitValue() + ": " + text(errors));
      }
      return trace;
    } catch (InterruptedException e) {
      throw new IOException("interrupted while " + candidate.label() + " ran", e);
    } finally {
      for (FileChannel channel : statistics) {
        channel.close();
      }
    }
  }

  /** What a process and those that it started have used so far; the kernel counts in 10 ms. */
  private static double cpuSeconds(Process process) {
    return process
        .descendants()
        .mapToDouble(one -> one.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3)
        .sum();
  }

  /** Some write what is not UTF-8. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static Sample sample(
      Candidate candidate, List<RamDrive> drives, Trace trace, String usage, String output)
      throws IOException {
    String[] used = usage.strip().split(" ", -1);
    long bytes = drives.stream().mapToLong(RamDrive::bytes).sum();
    long passes = Math.max(1, Math.round((double) trace.writes().bytes() / bytes));
    return new Sample(
        bytes * passes / 1e9,
        trace.writes().endNanos() / 1e9,
        Double.parseDouble(used[0]) + Double.parseDouble(used[1]),
        trace.cpuBefore() < 0 ? Double.NaN : trace.cpuBefore(),
        Double.parseDouble(used[2]) / 1024,
        trace.writes(),
        trace.reads(),
        candidate.told().rate(output, "write"),
        candidate.told().rate(output, "verify"));
  }
}
