package dev.wipeit.cli;

import dev.wipeit.device.Patience;
import java.io.IOException;
import java.nio.file.Path;

/** The names under which the devices of a command line are waited for. */
final class PatientDevices {

  private final Machine machine;

  PatientDevices(Machine machine) {
    this.machine = machine;
  }

  Patience patience() {
    return machine.kernel().patience();
  }

  /** The name of the device that a path leads to. */
  String name(Path path) {
    try {
      return machine.kernel().device(path.toRealPath().toString());
    } catch (IOException missing) {
      return path.toString();
    }
  }
}
