package dev.wipeit.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The samples of all candidates, and their medians. */
final class Results {

  private final Map<String, List<Sample>> samples = new HashMap<>();

  void add(String id, Sample sample) {
    samples.computeIfAbsent(id, ignored -> new ArrayList<>()).add(sample);
  }

  boolean has(String id) {
    return samples.containsKey(id);
  }

  /** The median of one figure; not a number where a sample does not have it, or there is none. */
  double median(String id, ToDoubleFunction<Sample> figure) {
    double[] sorted =
        samples.getOrDefault(id, List.of()).stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Bytes per time at the drive, of the part that a group is about, in GB/s. */
  double rate(String id, Group.Part part) {
    return median(id, sample -> part.span(sample).gigabytesPerSecond());
  }
}
