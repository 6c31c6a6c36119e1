package dev.wipeit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wipeit.testing.LoopDevice;
import dev.wipeit.testing.Program;
import dev.wipeit.testing.Requires;
import dev.wipeit.testing.Scratch;
import dev.wipeit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The certificate on paper, read back by the programs that others read paper with. */
final class CertificatePaperIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Letters that the font has, some that it has not, and a word that is longer than any line. */
  private static final String NAME =
      "\u0141ukasz \u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2 \u0416\u0443\u043a \u738b";

  private MarkedDevice disk;
  private Path folder;
  private String run;

  @BeforeEach
  void wipe() throws IOException {
    disk = MarkedDevice.ofMebibytes(8);
    folder = Scratch.folder("paper");
    disk.wipe(
            "--operator", NAME, "--note", "long ".repeat(300) + "x".repeat(5000), "--field", "k=v")
        .run()
        .expectExit(0);
    run = disk.state().finished().run();
  }

  @AfterEach
  void delete() throws IOException {
    disk.close();
    Scratch.delete(folder);
  }

  @Test
  void aPdfIsReadBackWithItsQrCode() throws IOException {
    Requires.tool("pdftoppm");
    Requires.tool("pdftotext");
    Requires.tool("zbarimg");
    Path pdf = export("pdf", "a.pdf");
    String text = Tool.run("pdftotext", "-layout", pdf.toString(), "-").succeeded().output();
    assertTrue(text.contains("Certificate of Sanitization"), text);
    assertTrue(text.contains("CLEARED"), text);
    assertTrue(text.contains(disk.node()), text);
    assertTrue(
        text.contains(
            "\u0141ukasz \u039f\u03b4\u03c5\u03c3\u03c3\u03b5\u03cd\u03c2 \u0416\u0443\u043a <U+738B>"),
        text);
    Path picture = folder.resolve("page");
    Tool.run(
            "pdftoppm",
            "-r",
            "150",
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            pdf.toString(),
            picture.toString())
        .succeeded();
    assertHeader(Tool.run("zbarimg", "-q", "--raw", picture + ".png").succeeded().output());
    assertArrayEquals(
        Files.readAllBytes(pdf), Files.readAllBytes(export("pdf", "b.pdf")), "the same bytes");
  }

  @Test
  void theDrivesOfOneCommandAreOneDocument() throws IOException {
    Requires.tool("pdftotext");
    try (LoopDevice other = LoopDevice.create(8 << 20)) {
      Program.with("wipe", disk.node(), other.node().toString(), "--yes", "-m", "zero")
          .stateDirectory(disk.state().directory())
          .run()
          .expectExit(0);
      Path pdf = folder.resolve("both.pdf");
      disk.program(List.of("certificate", "export", "--last-batch"), "-o", pdf.toString())
          .run()
          .expectExit(0);
      String text = Tool.run("pdftotext", "-layout", pdf.toString(), "-").succeeded().output();
      assertEquals(3, text.split("by NIST SP 800-88 and IEEE 2883", -1).length, text);
      assertTrue(text.contains(disk.node()) && text.contains(other.node().toString()), text);
    }
  }

  @Test
  void aLabelIsReadBackWithItsQrCode() throws IOException {
    Requires.tool("zbarimg");
    Path label = export("label", "label.png");
    assertHeader(Tool.run("zbarimg", "-q", "--raw", label.toString()).succeeded().output());
  }

  private void assertHeader(String qr) throws IOException {
    // zbarimg complains of a bus that it does not need.
    String json = qr.lines().filter(line -> line.startsWith("{")).findFirst().orElse("");
    JsonNode read = MAPPER.readTree(json);
    Path file = disk.state().directory().resolve("certificates/" + run + ".json");
    JsonNode envelope = MAPPER.readTree(file.toFile());
    assertEquals(
        envelope.get("payload").get("certificate").get("id"), read.get("header").get("id"));
    assertEquals(envelope.get("signature").get("header_value"), read.get("signature"));
    String shown = disk.program(List.of("certificate", "show", run)).run().expectExit(0).out();
    assertTrue(shown.contains("sha256: " + read.get("header").get("sha256").asText()), shown);
  }

  private Path export(String format, String name) throws IOException {
    Path file = folder.resolve(name);
    Program export =
        disk.program(
            List.of("certificate", "export", run), "--format", format, "-o", file.toString());
    export.run().expectExit(0);
    return file;
  }
}
