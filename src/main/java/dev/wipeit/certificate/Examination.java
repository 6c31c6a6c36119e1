package dev.wipeit.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks certificates with nothing but public keys: form, schema, signatures, what they say of
 * themselves, and the chain between them. Finds everything that is wrong, not only the first.
 */
public final class Examination {

  /** How a problem ends that is only that a key is not known. */
  public static final String UNTRUSTED = ", which is not trusted (--trusted-key FILE)";

  private final Map<String, TrustedKey> keys = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Link> chain = new ArrayList<>();

  /**
   * A certificate in the chain.
   *
   * @param name what its problems are told with
   */
  private record Link(String name, long number, String previous, String hash) {}

  /**
   * @param trusted the keys whose signatures count
   */
  public Examination(List<TrustedKey> trusted) {
    trusted.forEach(key -> keys.put(key.id(), key));
  }

  /**
   * Looks at one.
   *
   * @param name the file, for the problems
   * @return it, or null where it is no certificate at all
   */
  public @Nullable Envelope examine(String name, byte[] bytes) throws IOException {
    Envelope envelope;
    try {
      envelope = Envelope.read(bytes, name);
    } catch (CertificateException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
    if (!Arrays.equals(envelope.bytes(), bytes)) {
      add(name, "is not in canonical form (RFC 8785)");
    }
    List<String> deviations = Schema.problems(envelope.json());
    deviations.forEach(deviation -> add(name, "schema: " + deviation));
    if (deviations.isEmpty()) {
      signatures(name, envelope);
      Consistency.problems(envelope.payload()).forEach(problem -> add(name, problem));
      JsonObject link = envelope.payload().object("chain");
      chain.add(new Link(name, link.integer("number"), link.text("previous"), envelope.hash()));
    }
    return envelope;
  }

  private void signatures(String name, Envelope envelope) throws CertificateException {
    JsonObject own = envelope.json().object("signature");
    signature(name, envelope.payload().bytes(), own);
    if (keys.containsKey(own.text("key_id"))) {
      JsonObject onPaper = own.with("value", own.text("header_value"));
      signature(name + ": header", Header.of(envelope.payload()).bytes(), onPaper);
    }
    for (JsonObject validation : envelope.json().objects("validations")) {
      JsonObject statement = validation.object("statement");
      signature(name + ": validation", statement.bytes(), validation.object("signature"));
      if (!statement.text("certificate_sha256").equals(envelope.hash())) {
        add(name, "validation is of another certificate");
      }
    }
  }

  private void signature(String name, byte[] signed, JsonObject signature)
      throws CertificateException {
    String id = signature.text("key_id");
    @Nullable TrustedKey key = keys.get(id);
    if (key == null) {
      add(name, "is signed by the key " + id + UNTRUSTED);
    } else if (!key.hasSigned(signed, signature.text("value"))) {
      add(name, "the signature is wrong: it was changed after it was signed");
    }
  }

  /** Checks that those that were looked at follow each other without a gap. */
  public void requireUnbroken() {
    chain.sort((a, b) -> Long.compare(a.number(), b.number()));
    for (int i = 1; i < chain.size(); i++) {
      Link former = chain.get(i - 1);
      Link next = chain.get(i);
      if (next.number() == former.number()) {
        boolean same = next.hash().equals(former.hash());
        add(
            next.name(),
            (same ? "is the same certificate as " : "has the number " + next.number() + " too, as ")
                + former.name());
      } else if (next.number() > former.number() + 1) {
        add(next.name(), missing(former.number() + 1, next.number() - 1));
      } else if (!next.previous().equals(former.hash())) {
        add(next.name(), "does not follow " + former.name() + ": it names another one before it");
      }
    }
  }

  private static String missing(long first, long last) {
    return first == last
        ? "certificate number " + first + " is missing before it"
        : "certificates number " + first + " to " + last + " are missing before it";
  }

  /** Checks that they are the whole chain, up to its head. */
  public void requireWhole(@Nullable JsonObject head) throws CertificateException {
    requireUnbroken();
    if (!chain.isEmpty() && chain.get(0).number() != 1) {
      add(chain.get(0).name(), missing(1, chain.get(0).number() - 1));
    }
    String last = chain.isEmpty() ? Sha256.NONE : chain.get(chain.size() - 1).hash();
    String expected = head == null ? Sha256.NONE : head.text("sha256");
    if (!last.equals(expected)) {
      problems.add("the last certificate of the chain is missing, or is not the last");
    }
  }

  private void add(String name, String problem) {
    problems.add(name + ": " + problem);
  }

  /** More that is wrong. */
  public void problem(String line) {
    problems.add(line);
  }

  /** What is wrong, one line each; empty if nothing is. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
