package dev.wipeit.cli;

import java.util.List;

/** A configuration that is not used as it is; every fault of it is a line. */
final class ConfigException extends Exception {

  private final List<String> faults;

  ConfigException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  List<String> faults() {
    return faults;
  }
}
