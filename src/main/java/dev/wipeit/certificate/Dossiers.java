package dev.wipeit.certificate;

import dev.wipeit.checkpoint.StateDirectory;
import dev.wipeit.checkpoint.StateFolder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dossiers of the runs that have no certificate yet, {@code certificates/pending/RUN.json}: as
 * many as there are such runs, however many there have been.
 */
public final class Dossiers {

  private static final String ENDING = ".json";
  private static final int MOST_BYTES = 8 << 20;

  private final StateFolder files;

  public Dossiers(StateDirectory state) throws IOException {
    this.files = StateFolder.trusted(state, "certificates/pending");
  }

  /** The runs that wait for their certificate, or to be gone on with. */
  public List<String> runs() throws IOException {
    return files.names(ENDING).stream()
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }

  /** The dossier of a run, or null where there is none. */
  public @Nullable Dossier load(String run) throws IOException {
    byte[] bytes = files.read(run + ENDING, MOST_BYTES);
    if (bytes == null) {
      return null;
    }
    String source = files.file(run + ENDING).toString();
    try {
      return Dossier.of(JsonReader.read(bytes, source));
    } catch (CertificateException e) {
      throw new CertificateException(source + ": " + e.getMessage(), e);
    }
  }

  /** Replaces it; on return it is on stable storage. One that is closed stays closed. */
  public void save(String run, Dossier dossier) throws IOException {
    synchronized (dossier) {
      files.replace(run + ENDING, dossier.kept().bytes());
    }
  }

  /** The run has its certificate. */
  void delete(String run) throws IOException {
    files.remove(run + ENDING);
  }
}
