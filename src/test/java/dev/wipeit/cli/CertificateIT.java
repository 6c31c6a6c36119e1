package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.ProgramResult;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Certificates are checked by another program, signed by others, and exported. */
final class CertificateIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path CHECKER =
      Path.of(System.getProperty("wipeit.basedir", "."), "src/test/python/check_certificate.py");

  @AutoClose private final CertifiedDisk certified = new CertifiedDisk();
  private final MarkedDevice disk = certified.disk();

  CertificateIT() throws IOException {}

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
    List<Path> all = certified.all();
    List<String> command =
        new ArrayList<>(List.of("python3", CHECKER.toString(), certified.publicKey()));
    all.forEach(file -> command.add(file.toString()));
    assertTrue(
        Tool.run(command.toArray(String[]::new)).succeeded().output().contains("genuine: 2"));
    String flipped =
        Tool.run(
                "python3",
                CHECKER.toString(),
                "--flip",
                certified.publicKey(),
                first(all).toString())
            .succeeded()
            .output();
    assertTrue(flipped.contains("unnoticed: []"), flipped);
    disk.program(List.of("certificate", "verify")).run().expectExit(0);
    openssl(CertifiedDisk.payload(first(all)), all);
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
      if (CertifiedDisk.payload(file).get("chain").get("number").asInt() == 1) {
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
            certified.publicKey(),
            "-rawin",
            "-in",
            folder.resolve("payload").toString(),
            "-sigfile",
            folder.resolve("signature").toString())
        .succeeded();
    Scratch.delete(folder);
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
    String file = certified.all().get(0).toString();
    Program verify = disk.program(List.of("certificate", "verify", file), "--trusted-key", pub);
    verify.run().expectExit(0);
    assertTrue(
        Files.notExists(Path.of(certified.publicKey())), "no key of the host's own was made");
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
    String file = certified.all().get(0).toString();
    disk.program(List.of("certificate", "countersign", file), "--key", key, "--name", "V. Alidator")
        .run()
        .expectExit(0);
    disk.program(List.of("certificate", "verify", file)).run().expectExit(5);
    String[] keys = {"--trusted-key", pub, "--trusted-key", certified.publicKey()};
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
}
