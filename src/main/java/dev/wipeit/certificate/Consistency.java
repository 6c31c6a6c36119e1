package dev.wipeit.certificate;

import java.util.ArrayList;
import java.util.List;

/** Whether a payload says the same everywhere: what follows from its facts is decided again. */
final class Consistency {

  private Consistency() {}

  /** What is inconsistent, one line each. */
  static List<String> problems(JsonObject payload) throws CertificateException {
    List<String> problems = new ArrayList<>();
    JsonObject again = Facts.decided(payload);
    for (String key : List.of("result", "about", "level", "not_covered")) {
      if (!String.valueOf(again.map().get(key)).equals(String.valueOf(payload.map().get(key)))) {
        problems.add(key + " does not follow from the facts in it");
      }
    }
    passes(payload, problems);
    times(payload, problems);
    JsonObject chain = payload.object("chain");
    boolean isFirst = chain.integer("number") == 1;
    if (isFirst != chain.text("previous").equals(Sha256.NONE)) {
      problems.add("only the first certificate of a chain has none before it");
    }
    return problems;
  }

  private static void passes(JsonObject payload, List<String> problems)
      throws CertificateException {
    long number = 0;
    long usable = payload.object("drive").integer("usable_size");
    for (JsonObject pass : payload.objects("passes")) {
      number++;
      boolean whole = pass.integer("bytes") == usable;
      if (pass.integer("number") != number || (pass.truth("complete") && !whole)) {
        problems.add("pass " + number + " is not what the drive and the passes before it make it");
      }
    }
    if (number > payload.object("method").integer("passes")) {
      problems.add("there are more passes than the method has");
    }
  }

  /** The form of the times is the schema's; in that form they sort as text. */
  private static void times(JsonObject payload, List<String> problems) throws CertificateException {
    JsonObject times = payload.object("times");
    String issued = payload.object("certificate").text("issued");
    for (String moment : List.of(times.text("begun"), times.text("ended"), issued)) {
      if (!Times.isMoment(moment)) {
        problems.add("there is no such moment as " + moment);
      }
    }
    boolean inOrder =
        times.text("begun").compareTo(times.text("ended")) <= 0
            && times.text("ended").compareTo(issued) <= 0;
    if (!inOrder) {
      problems.add("it was issued before the run ended, or the run ended before it began");
    }
  }
}
