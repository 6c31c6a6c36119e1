package dev.wipeit.certificate;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A PDF that is being made. Its fonts are in it, so that no font of the machine is looked for, and
 * nothing in it comes from the clock: the same record gives the same bytes.
 */
final class PdfFile implements Closeable {

  private final PDDocument document = new PDDocument();
  private final Typeface regularFace;
  private final Typeface boldFace;
  private final PDFont regular;
  private final PDFont bold;

  PdfFile() throws IOException {
    regularFace = Typeface.regular();
    boldFace = Typeface.bold();
    regular = PDType0Font.load(document, regularFace.font(), true);
    bold = PDType0Font.load(document, boldFace.font(), true);
  }

  PDDocument document() {
    return document;
  }

  PDFont regular() {
    return regular;
  }

  PDFont bold() {
    return bold;
  }

  Typeface regularFace() {
    return regularFace;
  }

  Typeface boldFace() {
    return boldFace;
  }

  /** The bytes of it. */
  byte[] bytes(String title, Instant made) throws IOException {
    PDDocumentInformation information = new PDDocumentInformation();
    Calendar date = GregorianCalendar.from(ZonedDateTime.ofInstant(made, ZoneOffset.UTC));
    information.setTitle(title);
    information.setCreator("wipeit");
    information.setCreationDate(date);
    information.setModificationDate(date);
    document.setDocumentInformation(information);
    document.setDocumentId(made.toEpochMilli());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
