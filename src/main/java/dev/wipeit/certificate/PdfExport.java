package dev.wipeit.certificate;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Certificates as a PDF, for paper. The same records give the same bytes. */
public final class PdfExport {

  private PdfExport() {}

  /**
   * One document for all of them.
   *
   * @param letter whether the paper is Letter, or else A4
   */
  public static byte[] pdf(List<Envelope> envelopes, boolean letter) throws IOException {
    PDRectangle paper = letter ? PDRectangle.LETTER : PDRectangle.A4;
    try (PdfFile file = new PdfFile()) {
      for (Envelope envelope : envelopes) {
        try (Canvas front = new Canvas(file, paper)) {
          FrontPage.draw(front, envelope);
        }
        new DetailPages(file, paper, envelope).draw(envelope);
      }
      JsonObject last = envelopes.get(envelopes.size() - 1).payload();
      return file.bytes(
          "Certificate of Sanitization " + last.object("certificate").text("id"),
          Instant.parse(last.object("certificate").text("issued")));
    }
  }
}
