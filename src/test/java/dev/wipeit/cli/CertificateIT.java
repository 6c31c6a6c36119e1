package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.checkpoint.DeviceLock;
import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Mounted;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.RunningProgram;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each end of a run and its certificate, made by the packaged program and checked by another. */
final class CertificateIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path CHECKER =
      Path.of(System.getProperty("wipeit.basedir", "."), "src/test/python/check_certificate.py");
  private static final long FLIPPED = 5 * (1L << 20) + 777;

  private MarkedDevice disk;

  @BeforeEach
  void attach() throws IOException {
    disk = MarkedDevice.ofMebibytes(16);
  }

  @AfterEach
  void detach() throws IOException {
    disk.close();
  }

  @Test
  void aStrangerChecksItWithoutThisProgram() throws IOException {
    Requires.python("cryptography");
    Requires.tool("openssl");
    disk.wipe(
            "--operator",
            "\u0141ukasz \u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2",
            "--field",
            "cost centre=4711")
        .run()
        .expectExit(0);
    disk.wipe("-m", "zero", "--verify", "none").run().expectExit(0);
    List<Path> all = certificates(disk.state().directory());
    List<String> command = new ArrayList<>(List.of("python3", CHECKER.toString(), publicKey()));
    all.forEach(file -> command.add(file.toString()));
    assertTrue(
        Tool.run(command.toArray(String[]::new)).succeeded().output().contains("genuine: 2"));
    String flipped =
        Tool.run("python3", CHECKER.toString(), "--flip", publicKey(), first(all).toString())
            .succeeded()
            .output();
    assertTrue(flipped.contains("unnoticed: []"), flipped);
    disk.program(List.of("certificate", "verify")).run().expectExit(0);
    openssl(payload(first(all)), all);
    Path journals = disk.state().directory().resolve("journal");
    List<Path> both = InterruptedRun.list(journals, "*.jsonl");
    int longer = Files.size(both.get(0)) > Files.size(both.get(1)) ? 0 : 1;
    Files.copy(both.get(longer), both.get(1 - longer), StandardCopyOption.REPLACE_EXISTING);
    ProgramResult swapped = disk.program(List.of("certificate", "verify")).run().expectExit(5);
    assertTrue(swapped.err().contains("journal of the run is not the one"), swapped::toString);
  }

  /** The certificate that is number 1. */
  private static Path first(List<Path> all) throws IOException {
    for (Path file : all) {
      if (payload(file).get("chain").get("number").asInt() == 1) {
        return file;
      }
    }
    throw new AssertionError("no number 1 in " + all);
  }

  /** The bytes between the keys "payload" and "signature" are what was signed. */
  private void openssl(JsonNode payload, List<Path> all) throws IOException {
    Path folder = Scratch.folder("openssl");
    String whole = Files.readString(first(all));
    String signed = whole.substring("{\"payload\":".length(), whole.indexOf(",\"signature\":{"));
    assertEquals(payload, MAPPER.readTree(signed));
    Files.writeString(folder.resolve("payload"), signed);
    String hex = MAPPER.readTree(whole).get("signature").get("value").asText();
    Files.write(folder.resolve("signature"), HexFormat.of().parseHex(hex));
    Tool.run(
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            publicKey(),
            "-rawin",
            "-in",
            folder.resolve("payload").toString(),
            "-sigfile",
            folder.resolve("signature").toString())
        .succeeded();
    Scratch.delete(folder);
  }

  @Test
  void aCleanRunIsCleared() throws IOException {
    ProgramResult result = disk.wipe("--json").run().expectExit(0);
    assertTrue(
        !result.err().contains("was made"), "its own certificate is in its result: " + result);
    JsonNode payload = only();
    assertEquals("cleared", payload.get("result").asText());
    assertEquals("clear", achieved(payload));
    assertEquals(64, payload.get("tool").get("sha256").asText().length());
    assertTrue(payload.get("person").isEmpty(), "nothing personal unless given: " + payload);
    assertTrue(payload.get("passes").get(0).get("key").isNull(), "no key unless disclosed");
    String file =
        JsonLines.of(result.out())
            .only(JsonLines.Event.RESULT)
            .get("devices")
            .get(0)
            .get("certificate")
            .asText();
    assertEquals(certificates(disk.state().directory()).get(0).toString(), file);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
    assertGenuine();
    Path journal = InterruptedRun.only(disk.state().directory().resolve("journal"), "*.jsonl");
    List<String> lines = Files.readAllLines(journal);
    JsonNode named = payload.get("journal");
    JsonNode last = MAPPER.readTree(lines.get(named.get("lines").asInt() - 1));
    assertEquals(last.get("hash"), named.get("sha256"));
    assertEquals("run_finished", last.get("type").asText());
    Files.writeString(
        journal, Files.readString(journal).replaceFirst("\"time\":\"2", "\"time\":\"3"));
    ProgramResult other = disk.program(List.of("certificate", "verify")).run().expectExit(5);
    assertTrue(other.err().contains("journal of the run is not the one"), other::toString);
  }

  @Test
  void aRunThatIsNotVerifiedSaysSoFirst() throws IOException {
    disk.wipe("--verify", "none").run().expectExit(0);
    assertEquals("clear-unverified", achieved(only()));
    String json = Files.readString(certificates(disk.state().directory()).get(0));
    assertTrue(json.startsWith("{\"payload\":{\"about\":\"NOT VERIFIED"), json);
    ProgramResult shown =
        disk.program(List.of("certificate", "show", only().get("run").asText()))
            .run()
            .expectExit(0);
    assertTrue(shown.outLines().get(0).contains("NOT VERIFIED"), shown::toString);
  }

  @Test
  void aSampleBelowNistIsNamed() throws IOException {
    disk.wipe("--sample-percent", "5").run().expectExit(0);
    JsonNode sampling = only().get("verification").get("sampling");
    assertEquals(50, sampling.get("share_permille").asInt());
    assertTrue(!sampling.get("quick_sampling").asBoolean());
  }

  @Test
  void badSectorsAreNamed() throws IOException {
    try (DamagedDisk damaged = DamagedDisk.create()) {
      damaged.badWrites(List.of(DamagedDisk.lbas(5001, 3)));
      damaged.disk().wipe().run().expectExit(4);
      Path state = damaged.disk().state().directory();
      JsonNode payload = payload(certificates(state).get(0));
      assertEquals("cleared-with-exceptions", payload.get("result").asText());
      assertEquals("none", achieved(payload));
      JsonNode range = payload.get("exceptions").get("unwritten").get(0);
      assertEquals(5001, range.get("lba").asLong());
      assertEquals(3, range.get("sectors").asLong());
      assertGenuine(state);
    }
  }

  @Test
  void whatDoesNotHoldWhatWasWrittenHasFailed() throws IOException {
    Program wipe = disk.wipe("--verify", "last", "--max-rate", "8M", "--plain");
    try (RunningProgram running = wipe.start()) {
      running.awaitStderr("reading all of pass", InterruptedRun.SOON);
      flip(disk.device());
      running.awaitExit(InterruptedRun.SOON).expectExit(5);
    }
    JsonNode payload = only();
    assertEquals("failed", payload.get("result").asText());
    assertEquals(FLIPPED / 512, payload.get("verification").get("first_differing_lba").asLong());
    assertGenuine();
  }

  @Test
  void aRunThatAFreshOneTakesThePlaceOfIsAborted() throws IOException {
    String given = interrupted();
    assertEquals(List.of(), certificates(disk.state().directory()), "it can be gone on with");
    disk.wipe("--ticket", "T2").run().expectExit(0);
    assertEquals("aborted", payload(given).get("result").asText());
    assertEquals("T1", payload(given).get("person").get("ticket").asText());
    assertEquals(2, certificates(disk.state().directory()).size());
    assertGenuine();
  }

  @Test
  void aRunThatIsGivenUpByHandIsAborted() throws IOException {
    String run = interrupted();
    Program make = disk.program(List.of("certificate", "make", run));
    make.run().expectExit(7);
    disk.program(List.of("certificate", "make", run, "--give-up")).run().expectExit(0);
    assertEquals("aborted", only().get("result").asText());
    disk.resume().run().expectExit(7);
    assertGenuine();
  }

  private String interrupted() throws IOException {
    Program slow = disk.wipe("--max-rate", "2M", "--checkpoint-every", "1M", "--ticket", "T1");
    try (RunningProgram running = slow.start()) {
      InterruptedRun.awaitProgress(running, disk.state().directory());
      running.signal("INT");
      running.awaitExit(InterruptedRun.SOON).expectExit(130);
    }
    return disk.state().saved().run();
  }

  @Test
  void aRunThatWasResumedTwiceNamesBothInterruptions() throws IOException {
    interrupted();
    String[] slow = {"--max-rate", "2M", "--checkpoint-every", "1M"};
    try (RunningProgram running = disk.resume(slow).start()) {
      running.awaitStderr("goes on at byte", InterruptedRun.SOON);
      Await.until(InterruptedRun.SOON, running::stderr, () -> processes() == 2);
      running.kill9();
    }
    disk.resume("--operator", "Second").run().expectExit(0);
    JsonNode payload = only();
    assertEquals("cleared", payload.get("result").asText());
    JsonNode both = payload.get("interruptions");
    assertEquals(2, both.size());
    assertEquals("stopped", both.get(0).get("end").asText());
    assertEquals("killed", both.get(1).get("end").asText());
    assertEquals("backing-file", both.get(0).get("proof").get("identity").asText());
    assertTrue(both.get(0).get("proof").get("content_compared").asBoolean());
    assertEquals("T1", payload.get("person").get("ticket").asText());
    assertEquals("Second", payload.get("person").get("operator").asText());
    assertGenuine();
  }

  private int processes() throws IOException {
    for (Path file : files(disk.state().directory().resolve("certificates/pending"))) {
      return MAPPER.readTree(file.toFile()).get("processes").size();
    }
    return 0;
  }

  @Test
  void aDriveThatWentAwayForGoodHasFailed() throws IOException {
    Program slow = disk.wipe("--max-rate", "2M", "--checkpoint-every", "1M");
    try (RunningProgram running = slow.start()) {
      InterruptedRun.awaitProgress(running, disk.state().directory());
      disk.device().shrinkToNothing();
      running.awaitExit(InterruptedRun.SOON);
    }
    String run = disk.state().saved().run();
    disk.program(List.of("certificate", "make", run, "--give-up")).run().expectExit(0);
    assertEquals("failed", only().get("result").asText(), only().toString());
    assertGenuine();
  }

  /** The lock is held, so that the process waits between the end of the run and the certificate. */
  @Test
  void aProcessThatIsKilledBeforeTheCertificateLeavesItToTheNext() throws IOException {
    DeviceLock lock = lock(disk.state().directory());
    try (RunningProgram running = disk.wipe("-m", "zero").start()) {
      awaitArchived(running, disk.state().directory());
      running.kill9();
    } finally {
      lock.close();
    }
    assertEquals(List.of(), certificates(disk.state().directory()));
    String run = disk.state().finished().run();
    try (MarkedDevice other = MarkedDevice.ofMebibytes(8)) {
      Program next =
          Program.with("wipe", other.node(), "--yes").stateDirectory(disk.state().directory());
      next.run().expectExit(0);
    }
    assertEquals("cleared", payload(run).get("result").asText());
    assertEquals(2, certificates(disk.state().directory()).size());
    assertGenuine();
  }

  /** Its checkpoint stands until all that the certificate will say is on stable storage. */
  @Test
  void aRunIsNotOverBeforeItsFactsAreKept() throws IOException {
    String run;
    Path inTheWay;
    try (RunningProgram running = disk.wipe("--max-rate", "8M").start()) {
      InterruptedRun.awaitProgress(running, disk.state().directory());
      run = disk.state().saved().run();
      inTheWay =
          disk.state().directory().resolve("certificates/pending/" + run + ".json.new/folder");
      Files.createDirectories(inTheWay);
      running.awaitExit(InterruptedRun.SOON).expectExit(9);
    }
    assertEquals(run, disk.state().saved().run(), "it can be gone on with");
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    disk.resume().run().expectExit(0);
    assertEquals("cleared", payload(run).get("result").asText());
    assertGenuine();
  }

  @Test
  void aFullDiskIsToldAndTheCertificateIsMadeLater() throws IOException {
    Requires.root();
    try (Mounted small = Mounted.tmpfs("size=2m")) {
      Path state = small.point().resolve("state");
      DeviceLock lock = lock(state);
      Path filler = small.point().resolve("filler");
      String run;
      try (RunningProgram running = disk.wipe("-m", "zero").stateDirectory(state).start()) {
        awaitArchived(running, state);
        run =
            InterruptedRun.only(state.resolve("progress/archive"), "*.json")
                .getFileName()
                .toString()
                .replace(".json", "");
        fill(filler);
        lock.close();
        ProgramResult ended = running.awaitExit(InterruptedRun.SOON).expectExit(9);
        assertTrue(ended.out().contains("wipeit certificate make " + run), ended::toString);
      }
      Program make = Program.with("certificate", "make", run).stateDirectory(state);
      make.run().expectExit(9);
      Files.delete(filler);
      Program.with("certificate", "make", run).stateDirectory(state).run().expectExit(0);
      assertEquals(
          "cleared",
          payload(state.resolve("certificates/" + run + ".json")).get("result").asText());
      assertGenuine(state);
    }
  }

  @Test
  void aDriveIsComparedWithItsCertificateOnAnotherMachine() throws IOException {
    disk.wipe("--disclose-pattern").run().expectExit(0);
    Path certificate = certificates(disk.state().directory()).get(0);
    String[] options = {"--certificate", certificate.toString(), "--trusted-key", publicKey()};
    against(disk, options).expectExit(0);
    ProgramResult unchecked =
        against(disk, "--certificate", certificate.toString(), "--sample-percent", "10")
            .expectExit(0);
    assertTrue(unchecked.err().contains("is NOT checked"), unchecked::toString);
    try (MarkedDevice other = MarkedDevice.ofMebibytes(16)) {
      against(other, options).expectExit(7);
    }
    flip(disk.device());
    ProgramResult differs = against(disk, options).expectExit(5);
    assertTrue(differs.out().contains("(LBA " + FLIPPED / 512 + ")"), differs::toString);
    Files.writeString(certificate, Files.readString(certificate).replace("\"wiped\"", "\"Wiped\""));
    against(disk, options).expectExit(5);
  }

  @Test
  void aFolderThatOthersMayReadIsRefusedBeforeTheFirstByte() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    disk.device().fill();
    Path folder = disk.state().directory().resolve("certificates");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    ProgramResult refused = disk.wipe("-m", "zero").run().expectExit(3);
    assertTrue(refused.err().contains("has mode rwxr-xr-x"), refused::toString);
    assertTrue(!refused.err().contains("does not answer"), refused::toString);
    assertEquals(disk.device().sizeBytes() / 512, disk.device().markerSectors());
  }

  @Test
  void aFixedPatternNeedsNoKeyAndARandomOneDoes() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    Path fixed = certificates(disk.state().directory()).get(0);
    against(disk, "--certificate", fixed.toString()).expectExit(0);
    disk.wipe("-m", "random").run().expectExit(0);
    against(disk, "--certificate", fixed.toString()).expectExit(5);
    for (Path file : certificates(disk.state().directory())) {
      if (!file.equals(fixed)) {
        ProgramResult keyless = against(disk, "--certificate", file.toString()).expectExit(7);
        assertTrue(keyless.err().contains("--disclose-pattern"), keyless::toString);
      }
    }
  }

  @Test
  void theListMarksADriveThatWasWrittenToSince() throws IOException {
    disk.wipe("-m", "zero").run().expectExit(0);
    String file = certificates(disk.state().directory()).get(0).toString();
    Program list = Program.with("list", "--all", "--expect-blank-since", file);
    ProgramResult blank = list.run().expectExit(0);
    assertTrue(blank.out().contains(disk.node() + ": as run"), blank::toString);
    disk.device().write(0, "MBR".getBytes(StandardCharsets.US_ASCII));
    ProgramResult written = list.run().expectExit(5);
    assertTrue(written.out().contains(disk.node() + ": WRITTEN TO since run"), written::toString);
    List<String> json =
        Program.with("list", "--all", "--json", "--expect-blank-since", file)
            .run()
            .expectExit(5)
            .outLines();
    JsonNode told = MAPPER.readTree(json.get(json.size() - 1));
    assertEquals("expect_blank", told.get("type").asText());
    assertEquals(List.of(), ListSchema.read().faults(told));
    Files.writeString(
        Path.of(file), Files.readString(Path.of(file)).replace("\"cleared\"", "\"failed\""));
    ProgramResult forged =
        disk.program(List.of("list", "--all", "--expect-blank-since", file)).run().expectExit(5);
    assertTrue(forged.err().contains("the signature is wrong"), forged::toString);
  }

  @Test
  void aKeyThatIsGivenSigns() throws IOException {
    Requires.tool("openssl");
    Path folder = Scratch.folder("given");
    Path key = folder.resolve("key.pem");
    String pub = folder.resolve("pub.pem").toString();
    Tool.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key.toString()).succeeded();
    Tool.run("openssl", "pkey", "-in", key.toString(), "-pubout", "-out", pub).succeeded();
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    ProgramResult open = disk.wipe("--signing-key", key.toString()).run().expectExit(2);
    assertTrue(open.err().contains("chmod 600"), open::toString);
    assertEquals(
        disk.device().sizeBytes() / 512, disk.device().markerSectors(), "nothing was written");
    disk.wipe("--signing-key", "fd:7")
        .under("bash", "-c", "exec \"$@\" 7<" + key, "bash")
        .run()
        .expectExit(0);
    String file = certificates(disk.state().directory()).get(0).toString();
    Program verify = disk.program(List.of("certificate", "verify", file), "--trusted-key", pub);
    verify.run().expectExit(0);
    assertTrue(Files.notExists(Path.of(publicKey())), "no key of the host's own was made");
    Scratch.delete(folder);
  }

  @Test
  void aPersonCountersigns() throws IOException {
    Requires.tool("openssl");
    disk.wipe().run().expectExit(0);
    Path folder = Scratch.folder("person");
    String key = folder.resolve("key.pem").toString();
    String pub = folder.resolve("pub.pem").toString();
    Tool.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key).succeeded();
    Tool.run("openssl", "pkey", "-in", key, "-pubout", "-out", pub).succeeded();
    String file = certificates(disk.state().directory()).get(0).toString();
    disk.program(List.of("certificate", "countersign", file), "--key", key, "--name", "V. Alidator")
        .run()
        .expectExit(0);
    disk.program(List.of("certificate", "verify", file)).run().expectExit(5);
    String[] keys = {"--trusted-key", pub, "--trusted-key", publicKey()};
    disk.program(List.of("certificate", "verify", file), keys).run().expectExit(0);
    Files.writeString(
        Path.of(file), Files.readString(Path.of(file)).replace("V. Alidator", "V. Blidator"));
    disk.program(List.of("certificate", "verify", file), keys).run().expectExit(5);
    Scratch.delete(folder);
  }

  @Test
  void theDrivesOfOneCommandAreExportedTogether() throws IOException {
    disk.wipe("--ticket", "old").run().expectExit(0);
    try (LoopDevice other = LoopDevice.create(8 << 20)) {
      Program.with(
              "wipe",
              disk.node(),
              other.node().toString(),
              "--yes",
              "--ticket",
              "=2+3,\"x\"",
              "-m",
              "zero")
          .stateDirectory(disk.state().directory())
          .run()
          .expectExit(0);
    }
    ProgramResult csv =
        disk.program(List.of("certificate", "export", "--last-batch"), "--format", "csv")
            .run()
            .expectExit(0);
    assertEquals(3, csv.outLines().size(), csv::toString);
    assertTrue(csv.outLines().get(1).contains("\"'=2+3,\"\"x\"\"\""), csv::toString);
    ProgramResult xml =
        disk.program(List.of("certificate", "export", "--last-batch"), "--format", "xml")
            .run()
            .expectExit(0);
    assertTrue(xml.out().contains("<result>cleared</result>"), xml::toString);
    assertTrue(
        disk.program(List.of("certificate", "export", "--last-batch"), "--format", "html")
            .run()
            .expectExit(0)
            .out()
            .startsWith("<!DOCTYPE html>"));
  }

  private ProgramResult against(MarkedDevice device, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("verify", device.node()));
    command.addAll(List.of(options));
    // A state directory of its own: it knows nothing of the run.
    return Program.with(command.toArray(String[]::new)).run();
  }

  private static DeviceLock lock(Path state) throws IOException {
    return DeviceLock.acquire(StateDirectory.open(state), "certificates");
  }

  private static void awaitArchived(RunningProgram running, Path state) throws IOException {
    Await.until(
        InterruptedRun.SOON,
        running::stderr,
        () -> !InterruptedRun.list(state.resolve("progress/archive"), "*.json").isEmpty());
  }

  private static void fill(Path filler) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(4096);
    try (FileChannel file =
        FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (true) {
        page.clear();
        file.write(page);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full::toString);
    }
  }

  private static void flip(LoopDevice device) throws IOException {
    byte[] one = device.read(FLIPPED, 1);
    one[0] ^= 0x20;
    device.write(FLIPPED, one);
  }

  private String publicKey() {
    return disk.state().directory().resolve("keys/certificate.pub.pem").toString();
  }

  private void assertGenuine() throws IOException {
    assertGenuine(disk.state().directory());
  }

  private static void assertGenuine(Path state) throws IOException {
    Program.with("certificate", "verify").stateDirectory(state).run().expectExit(0);
  }

  private JsonNode only() throws IOException {
    List<Path> all = certificates(disk.state().directory());
    assertEquals(1, all.size(), all::toString);
    return payload(all.get(0));
  }

  private JsonNode payload(String run) throws IOException {
    return payload(disk.state().directory().resolve("certificates/" + run + ".json"));
  }

  private static JsonNode payload(Path file) throws IOException {
    return MAPPER.readTree(file.toFile()).get("payload");
  }

  private static String achieved(JsonNode payload) {
    return payload.get("level").get("nist_sp_800_88").get("achieved").asText();
  }

  private static List<Path> certificates(Path state) throws IOException {
    return files(state.resolve("certificates"));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
