package dev.wipeit.cli;

import dev.wipeit.certificate.CertificateException;
import dev.wipeit.certificate.JsonObject;
import dev.wipeit.drive.DeviceText;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wipeit certificate list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = {"The certificates of the state directory, a line each.", ""})
final class CertificateList implements Callable<Integer> {

  private final Machine machine;

  @Option(names = "--json", description = "One JSON object per certificate and line.")
  private boolean json;

  @Mixin private StateOptions state = new StateOptions();

  CertificateList(Machine machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws Exception {
    ExitCode code = ExitCode.OK;
    for (CertificateFiles.Found found : new CertificateFiles(machine, state).all()) {
      try {
        print(found);
      } catch (CertificateException e) {
        machine.streams().err().println("wipeit: " + e.getMessage());
        code = ExitCode.ERROR;
      }
    }
    return code.code();
  }

  private void print(CertificateFiles.Found found) throws IOException {
    JsonObject payload = found.payload();
    JsonObject drive = payload.object("drive");
    if (json) {
      machine.streams().out().println(Json.line(entry(payload, drive, found)));
    } else {
      machine.streams().out().println(line(payload, drive));
    }
  }

  private static Map<String, @Nullable Object> entry(
      JsonObject payload, JsonObject drive, CertificateFiles.Found found) throws IOException {
    return Json.object(
        "type", "certificate",
        "run", payload.text("run"),
        "id", payload.object("certificate").text("id"),
        "number", payload.object("chain").integer("number"),
        "result", payload.text("result"),
        "serial", drive.textOrNull("serial"),
        "model", drive.textOrNull("model"),
        "size", drive.integer("size"),
        "ended", payload.object("times").text("ended"),
        "file", found.file().toString());
  }

  private static String line(JsonObject payload, JsonObject drive) throws IOException {
    @Nullable String serial = drive.textOrNull("serial");
    return DeviceText.shown(
        String.format(
            Locale.ROOT,
            "%4d  %s  %s  %s  %s",
            payload.object("chain").integer("number"),
            payload.text("run"),
            payload.text("result"),
            serial == null ? drive.text("path") : serial,
            payload.object("times").text("ended")));
  }
}
