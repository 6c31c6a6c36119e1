package dev.wipeit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All programs that are compared, of those installed. */
final class Candidates {

  private final Path wipeit;
  private final @Nullable Path nwipe;
  private final Path folder;
  private final Map<String, Candidate> all = new LinkedHashMap<>();

  /**
   * @param wipeit the packaged program
   * @param nwipe the nwipe to compare with, or null for none
   * @param folder for files of fio, logs and saved runs
   */
  Candidates(Path wipeit, @Nullable Path nwipe, Path folder) throws IOException {
    this.wipeit = wipeit;
    this.nwipe = nwipe;
    this.folder = folder;
    fio();
    wipeit();
    coreutils();
    scrub();
    nwipe();
  }

  /** By their ids, in the order in which a round runs them. */
  Map<String, Candidate> all() {
    return all;
  }

  private void fio() {
    @Nullable Path fio = Tool.find("fio");
    if (fio == null) {
      return;
    }
    fio(fio, "fio-write", "fio write, zeros", Fleet.ONE, "rw=write", "zero_buffers=1");
    fio(fio, "fio-random", "fio write, its random", Fleet.ONE, "rw=write", "refill_buffers=1");
    fio(fio, "fio-read", "fio read", Fleet.ONE, "rw=read");
    fio(fio, "fio-write-4", "fio write, zeros", Fleet.FOUR, "rw=write", "zero_buffers=1");
  }

  /** A job file, since on the command line global options end with the first job. */
  private void fio(Path fio, String id, String label, Fleet fleet, String... settings) {
    add(
        id,
        label,
        fleet,
        Told.FIO,
        drives -> {
          List<String> lines = new ArrayList<>(List.of("[global]", "ioengine=libaio", "direct=1"));
          lines.addAll(List.of("bs=4M", "iodepth=4", "thread=1", "randrepeat=0"));
          lines.addAll(List.of(settings));
          drives.forEach(d -> lines.addAll(List.of("[" + d.node() + "]", "filename=" + d.node())));
          Path job = write(folder.resolve(id + ".fio"), lines);
          return List.of(fio.toString(), "--output-format=json", job.toString());
        });
  }

  private static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wipeit() {
    wipeit("wipeit-zero", "wipeit zero", Fleet.ONE, "-m zero --verify none");
    wipeit("wipeit-random", "wipeit random", Fleet.ONE, "-m random --verify none");
    wipeit(
        "wipeit-seldom",
        "wipeit random, --checkpoint-every 1T",
        Fleet.ONE,
        "-m random --verify none --checkpoint-every 1T");
    onceMore("wipeit-long", "wipeit random, 8 rounds", "--rounds 8");
    onceMore("wipeit-limited", "wipeit random, --max-rate 1907M/s", "--max-rate 1907M/s");
    wipeit("wipeit-zero-verified", "wipeit zero, verified", Fleet.ONE, "-m zero --verify last");
    wipeit("wipeit-verified", "wipeit random, verified", Fleet.ONE, "-m random --verify last");
    wipeit("wipeit-zero-4", "wipeit zero", Fleet.FOUR, "-m zero --verify none");
    wipeit("wipeit-random-4", "wipeit random", Fleet.FOUR, "-m random --verify none");
    wipeit(
        "wipeit-zero-buffered",
        "wipeit zero, --io buffered",
        Fleet.ONE,
        "-m zero --verify none --io buffered");
    wipeit(
        "wipeit-random-buffered",
        "wipeit random, --io buffered",
        Fleet.ONE,
        "-m random --verify none --io buffered");
  }

  /** With the usual checkpoints, and again with none but the last. */
  private void onceMore(String id, String label, String arguments) {
    String random = "-m random --verify none " + arguments;
    wipeit(id, label, Fleet.ONE, random);
    String seldom = " --checkpoint-every 1T";
    wipeit(id + "-seldom", label + "," + seldom, Fleet.ONE, random + seldom);
  }

  private void wipeit(String id, String label, Fleet fleet, String arguments) {
    String state = folder.resolve("state").toString();
    List<String> command =
        new ArrayList<>(
            List.of(wipeit.toString(), "wipe", "--yes", "--json", "--state-dir", state));
    command.addAll(List.of(arguments.split(" ", -1)));
    add(id, label, fleet, Told.EVENTS, drives -> with(command, drives));
  }

  private void coreutils() {
    one("dd", "dd-zero", "dd from /dev/zero, direct, 4 MiB", Candidates::dd);
    one(
        "shred",
        "shred-zero",
        "shred -n0 -z",
        drive -> List.of("-n0", "-z", drive.node().toString()));
    one("shred", "shred-random", "shred -n1", drive -> List.of("-n1", drive.node().toString()));
    if (Tool.find("shred") != null) {
      add("shred-4", "4 x shred -n1", Fleet.FOUR, Told.NOTHING, Candidates::shreds);
    }
  }

  private static List<String> dd(RamDrive drive) {
    String count = "count=" + drive.bytes() / (4 << 20);
    return List.of(
        "if=/dev/zero", "of=" + drive.node(), "bs=4M", count, "oflag=direct", "status=none");
  }

  /** All at once; fails if one of them fails. */
  private static List<String> shreds(List<RamDrive> drives) {
    String script =
        "all=; for node; do shred -n1 \"$node\" & all=\"$all $!\"; done; for one in $all; do wait"
            + " $one || exit; done";
    return with(List.of("sh", "-c", script, "sh"), drives);
  }

  private void scrub() {
    one("scrub", "scrub-zero", "scrub -p fillzero", drive -> scrub("fillzero", drive));
    one("scrub", "scrub-random", "scrub -p random", drive -> scrub("random", drive));
    one("scrub", "scrub-verified", "scrub -p verify (zeros)", drive -> scrub("verify", drive));
  }

  private static List<String> scrub(String pattern, RamDrive drive) {
    return List.of("--force", "--no-signature", "--pattern", pattern, drive.node().toString());
  }

  private void nwipe() throws IOException {
    if (nwipe == null) {
      return;
    }
    List<String> command = NwipeCommand.of(nwipe, folder.resolve("nwipe.log"));
    nwipe(command, "nwipe-zero", "nwipe zero", "--method=zero", "--verify=off");
    nwipe(command, "nwipe-random", "nwipe isaac64", "--method=prng", "--verify=off");
    nwipe(command, "nwipe-verified", "nwipe isaac64, verified", "--method=prng", "--verify=last");
  }

  private void nwipe(List<String> command, String id, String label, String... settings) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(settings));
    add(id, label, Fleet.SMALL, Told.NOTHING, drives -> with(all, drives));
  }

  private void one(
      String tool, String id, String label, Function<RamDrive, List<String>> arguments) {
    @Nullable Path path = Tool.find(tool);
    if (path != null) {
      add(
          id,
          label,
          Fleet.ONE,
          Told.NOTHING,
          drives -> {
            List<String> command = new ArrayList<>(List.of(path.toString()));
            command.addAll(arguments.apply(drives.get(0)));
            return command;
          });
    }
  }

  private static List<String> with(List<String> command, List<RamDrive> drives) {
    List<String> all = new ArrayList<>(command);
    drives.forEach(drive -> all.add(drive.node().toString()));
    return all;
  }

  private void add(
      String id,
      String label,
      Fleet fleet,
      Told told,
      Function<List<RamDrive>, List<String>> command) {
    all.put(id, new Candidate(id, label, fleet, told, command));
  }
}
