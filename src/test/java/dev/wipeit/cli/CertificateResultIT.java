package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.Await;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each end of a run has the certificate that is right for it. */
@Tag("concurrent")
final class CertificateResultIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @AutoClose private final CertifiedDisk certified = new CertifiedDisk();
  private final MarkedDevice disk = certified.disk();

  CertificateResultIT() throws IOException {}

  @Test
  void aCleanRunIsCleared() throws IOException {
    ProgramResult result = disk.wipe("--json").run().expectExit(0);
    assertTrue(
        !result.err().contains("was made"), "its own certificate is in its result: " + result);
    JsonNode payload = certified.only();
    assertEquals("cleared", payload.get("result").asText());
    assertEquals("clear", CertifiedDisk.achieved(payload));
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
    assertEquals(certified.all().get(0).toString(), file);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))));
    certified.assertGenuine();
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
    assertEquals("clear-unverified", CertifiedDisk.achieved(certified.only()));
    String json = Files.readString(certified.all().get(0));
    assertTrue(json.startsWith("{\"payload\":{\"about\":\"NOT VERIFIED"), json);
    ProgramResult shown =
        disk.program(List.of("certificate", "show", certified.only().get("run").asText()))
            .run()
            .expectExit(0);
    assertTrue(shown.outLines().get(0).contains("NOT VERIFIED"), shown::toString);
  }

  @Test
  void aSampleBelowNistIsNamed() throws IOException {
    disk.wipe("--sample-percent", "5").run().expectExit(0);
    JsonNode sampling = certified.only().get("verification").get("sampling");
    assertEquals(50, sampling.get("share_permille").asInt());
    assertTrue(!sampling.get("quick_sampling").asBoolean());
  }

  @Test
  void badSectorsAreNamed() throws IOException {
    try (DamagedDisk damaged = DamagedDisk.create()) {
      damaged.badWrites(List.of(DamagedDisk.lbas(5001, 3)));
      damaged.disk().wipe().run().expectExit(4);
      Path state = damaged.disk().state().directory();
      JsonNode payload = CertifiedDisk.payload(CertifiedDisk.all(state).get(0));
      assertEquals("cleared-with-exceptions", payload.get("result").asText());
      assertEquals("none", CertifiedDisk.achieved(payload));
      JsonNode range = payload.get("exceptions").get("unwritten").get(0);
      assertEquals(5001, range.get("lba").asLong());
      assertEquals(3, range.get("sectors").asLong());
      CertifiedDisk.assertGenuine(state);
    }
  }

  @Test
  void whatDoesNotHoldWhatWasWrittenHasFailed() throws IOException {
    Program wipe = disk.wipe("--verify", "last", "--max-rate", "8M", "--plain");
    try (RunningProgram running = wipe.start()) {
      running.awaitStderr("reading all of pass", InterruptedRun.SOON);
      certified.flip();
      running.awaitExit(InterruptedRun.SOON).expectExit(5);
    }
    JsonNode payload = certified.only();
    assertEquals("failed", payload.get("result").asText());
    assertEquals(
        CertifiedDisk.FLIPPED / 512,
        payload.get("verification").get("first_differing_lba").asLong());
    certified.assertGenuine();
  }

  @Test
  void aRunThatAFreshOneTakesThePlaceOfIsAborted() throws IOException {
    String given = interrupted();
    assertEquals(List.of(), certified.all(), "it can be gone on with");
    disk.wipe("--ticket", "T2").run().expectExit(0);
    assertEquals("aborted", certified.payload(given).get("result").asText());
    assertEquals("T1", certified.payload(given).get("person").get("ticket").asText());
    assertEquals(2, certified.all().size());
    certified.assertGenuine();
  }

  @Test
  void aRunThatIsGivenUpByHandIsAborted() throws IOException {
    String run = interrupted();
    Program make = disk.program(List.of("certificate", "make", run));
    make.run().expectExit(7);
    disk.program(List.of("certificate", "make", run, "--give-up")).run().expectExit(0);
    assertEquals("aborted", certified.only().get("result").asText());
    disk.resume().run().expectExit(7);
    certified.assertGenuine();
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
    JsonNode payload = certified.only();
    assertEquals("cleared", payload.get("result").asText());
    JsonNode both = payload.get("interruptions");
    assertEquals(2, both.size());
    assertEquals("stopped", both.get(0).get("end").asText());
    assertEquals("killed", both.get(1).get("end").asText());
    assertEquals("backing-file", both.get(0).get("proof").get("identity").asText());
    assertTrue(both.get(0).get("proof").get("content_compared").asBoolean());
    assertEquals("T1", payload.get("person").get("ticket").asText());
    assertEquals("Second", payload.get("person").get("operator").asText());
    certified.assertGenuine();
  }

  private int processes() throws IOException {
    for (Path file :
        CertifiedDisk.files(disk.state().directory().resolve("certificates/pending"))) {
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
    assertEquals("failed", certified.only().get("result").asText(), certified.only().toString());
    certified.assertGenuine();
  }
}
