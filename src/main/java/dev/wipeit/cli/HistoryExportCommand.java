package dev.wipeit.cli;

import dev.wipeit.history.History;
import dev.wipeit.history.RunFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code wipeit history export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "The recorded runs for other programs, the latest first.")
final class HistoryExportCommand implements Callable<Integer> {

  private final Machine machine;

  @Mixin private StateOptions state = new StateOptions();

  @Mixin private RunSelection selection = new RunSelection();

  @Option(
      names = "--format",
      paramLabel = "json|jsonl|csv",
      defaultValue = "jsonl",
      converter = FormatConverter.class,
      description =
          "json: one array; jsonl: an object per line; csv: a line per run, without what is inside"
              + " it. Default: ${DEFAULT-VALUE}.")
  private ExportFormat format = ExportFormat.JSONL;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A file to be made, mode 0600; one that is there is refused.")
  private @Nullable Path output;

  HistoryExportCommand(Machine machine) {
    this.machine = machine;
  }

  /** Names in lower case. */
  static final class FormatConverter implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String text) {
      for (ExportFormat format : ExportFormat.values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + text + "' is not json, jsonl or csv");
    }
  }

  @Override
  public Integer call() throws Exception {
    try (History history = RecordedRuns.require(machine, state)) {
      RunFilter filter = selection.filter(machine.clock(), RunFilter.ALL);
      if (output == null) {
        format.write(history, filter, machine.streams().out());
      } else {
        write(history, filter, output);
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    return ExitCode.OK.code();
  }

  private void write(History history, RunFilter filter, Path file)
      throws IOException, CommandException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException there) {
      throw new CommandException(
          ExitCode.REFUSED, file + ": is there already: name a file that is not");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        PrintStream out =
            new PrintStream(Channels.newOutputStream(channel), false, StandardCharsets.UTF_8)) {
      format.write(history, filter, out);
      out.flush();
      if (out.checkError()) {
        throw new IOException(file + ": could not be written, and is not whole");
      }
      channel.force(true);
    }
  }
}
