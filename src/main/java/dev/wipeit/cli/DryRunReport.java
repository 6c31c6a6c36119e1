package dev.wipeit.cli;

import dev.wipeit.checkpoint.Checkpoint;
import dev.wipeit.device.BlockDevice;
import dev.wipeit.device.Refusal;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Demand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of wipes that are not done. */
final class DryRunReport {

  private final Machine machine;
  private final boolean json;
  private final RunOptions run;

  DryRunReport(Machine machine, OutputOptions output, RunOptions run) {
    this.machine = machine;
    this.json = output.json;
    this.run = run;
  }

  /**
   * Tells of one device.
   *
   * @param begin the first state of its run
   * @param sheet what an operator is shown before consent
   * @param consent how that stands
   */
  void tell(
      Outlook outlook, BlockDevice device, Checkpoint begin, List<String> sheet, String consent)
      throws IOException {
    Estimate estimate = Estimate.of(machine.disk(device), begin.bytesTotal(), run.maxRate);
    if (json) {
      machine.streams().out().println(Json.line(line(outlook, device, begin, estimate, consent)));
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add("dry run: " + sheet.get(0));
    lines.addAll(sheet.subList(1, sheet.size()));
    long written = written(begin);
    lines.add(
        DeviceSheet.row(
            "bytes",
            new ByteSize(written)
                + " written, "
                + new ByteSize(begin.bytesTotal() - written)
                + " read back"));
    lines.add(DeviceSheet.row("time", estimate.toString()));
    lines.add(DeviceSheet.row("consent", consent));
    lines.addAll(verdict(outlook));
    lines.forEach(machine.streams().out()::println);
  }

  private static long written(Checkpoint begin) {
    return Math.multiplyExact(begin.totalSize(), (long) begin.passes());
  }

  private static List<String> verdict(Outlook outlook) {
    List<String> lines = new ArrayList<>();
    if (outlook.refusals().isEmpty()) {
      lines.add(DeviceSheet.row("guard", "nothing is in the way"));
    }
    for (Refusal refusal : outlook.refusals()) {
      lines.add(DeviceSheet.row("guard", "refused: " + refusal.detail()));
      if (!refusal.remedy().isEmpty()) {
        lines.add(DeviceSheet.row("", refusal.remedy()));
      }
    }
    return lines;
  }

  /** Tells the end; what there was nothing to inspect of is told here. */
  ExitCode finish(List<Outlook> outlooks) {
    ExitCode code = ExitCode.worst(outlooks.stream().map(Outlook::code).toList());
    if (json) {
      machine.streams().out().println(Json.line(result(outlooks, code)));
      return code;
    }
    for (Outlook outlook : outlooks) {
      if (outlook.device() == null) {
        machine.streams().out().println("dry run: " + outlook.path());
        verdict(outlook).forEach(machine.streams().out()::println);
      }
    }
    machine
        .streams()
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "Dry run: %s. Nothing was written.",
                code == ExitCode.OK
                    ? "the wipe would begin, given consent"
                    : "the wipe would be refused"));
    return code;
  }

  private Map<String, @Nullable Object> line(
      Outlook outlook, BlockDevice device, Checkpoint begin, Estimate estimate, String consent) {
    Map<String, @Nullable Object> line =
        Json.object(
            "type", "plan", "time", now(), "run", null, "device", outlook.path().toString());
    line.putAll(
        Json.object(
            "serial", device.identity().serial(),
            "wwn", device.identity().wwn(),
            "model", device.identity().model(),
            "size", device.sizeBytes(),
            "method", begin.method(),
            "rounds", begin.rounds(),
            "passes", begin.passes(),
            "verify", begin.verify().id(),
            "demands_verify", Demand.of(begin).id(),
            "chunk_size", begin.chunkSize(),
            "algorithm", begin.strategy().id(),
            "total_size", begin.totalSize(),
            "bytes_written", written(begin),
            "bytes_read", begin.bytesTotal() - written(begin),
            "estimated_seconds", estimate.time() == null ? null : estimate.time().toSeconds(),
            "estimate_basis", estimate.basis(),
            "consent", consent,
            "can_be_wiped", outlook.refusals().isEmpty(),
            "refusals", outlook.refusals().stream().map(DryRunReport::refusal).toList()));
    return line;
  }

  private static Map<String, @Nullable Object> refusal(Refusal refusal) {
    return Json.object(
        "reason", refusal.reason().name().toLowerCase(Locale.ROOT),
        "detail", refusal.detail(),
        "remedy", refusal.remedy());
  }

  private Map<String, @Nullable Object> result(List<Outlook> outlooks, ExitCode code) {
    return Json.object(
        "type",
        "result",
        "time",
        now(),
        "run",
        null,
        "exit_code",
        code.code(),
        "dry_run",
        true,
        "devices",
        outlooks.stream().map(DryRunReport::entry).toList());
  }

  private static Map<String, @Nullable Object> entry(Outlook outlook) {
    List<String> reasons = outlook.refusals().stream().map(Refusal::detail).toList();
    return Json.object(
        "device",
        outlook.path().toString(),
        "result",
        "not-begun",
        "exit_code",
        outlook.code().code(),
        "failure",
        reasons.isEmpty() ? null : String.join("; ", reasons));
  }

  private String now() {
    return machine.clock().instant().toString();
  }
}
