package dev.wipeit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** How fast a program was by its own account. */
@FunctionalInterface
interface Told {

  /** A program that tells nothing. */
  Told NOTHING = (output, phase) -> Double.NaN;

  /** What fio reports in its JSON, of all its jobs together. */
  Told FIO = Told::ofFio;

  /** From wipeit's events: from the first start of a phase to its last end. */
  Told EVENTS = (output, phase) -> new PhaseTimes(phase).of(output).gigabytesPerSecond();

  /**
   * Looks it up in what the program wrote.
   *
   * @param output standard output of the program
   * @param phase {@code write} or {@code verify}
   * @return GB/s, or not a number
   * @throws IOException if the output is not what it should be
   */
  double rate(String output, String phase) throws IOException;

  private static double ofFio(String output, String phase) throws IOException {
    // Notes come before the report.
    JsonNode report = new ObjectMapper().readTree(output.substring(output.indexOf('{')));
    long rate = 0;
    for (JsonNode job : report.path("jobs")) {
      rate += job.path(phase.equals("write") ? "write" : "read").path("bw_bytes").asLong();
    }
    return rate == 0 ? Double.NaN : rate / 1e9;
  }
}
