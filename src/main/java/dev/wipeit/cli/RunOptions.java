package dev.wipeit.cli;

import dev.wipeit.media.IoMode;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteSize;
import dev.wipeit.wipe.Tolerance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What can be chosen for a run, and changed when it is gone on with. */
final class RunOptions {

  @Option(
      names = {"-b", "--buffer-size"},
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description =
          "Size of a chunk, 1M to 1T. Given, it is used exactly, without a pretest. Default: 100M,"
              + " or what the run was begun with. Memory does not grow with it."
              + " --force-buffer-size is the same.")
  @Nullable ByteSize buffer;

  @Option(
      names = "--skip-pretest",
      description =
          "Use chunks of the standard size on a rotating disk too, without measuring it first. A run"
              + " that is gone on with is never measured again.")
  boolean skipPretest;

  @Option(
      names = "--verify",
      paramLabel = "none|sample|last|all",
      converter = Choices.OfVerify.class,
      description =
          "How much is read back and compared: nothing; the last pass in the quick sampling of NIST"
              + " SP 800-88r1 (10 %%); all of the last pass; all of every pass. Default: sample, or"
              + " what the run was begun with.")
  @Nullable VerifyMode verify;

  @Option(
      names = "--sample-percent",
      paramLabel = "P",
      converter = SampleConverter.class,
      description =
          "How much of each part of the device the samples cover, 0.1 to 100. Less than 10 is below"
              + " the quick sampling of NIST SP 800-88r1. Default: 10, or what the run was begun"
              + " with.")
  @Nullable Integer samplePermille;

  @Option(
      names = "--io",
      paramLabel = "auto|direct|buffered",
      converter = Choices.OfIo.class,
      defaultValue = "auto",
      description =
          "Past the page cache where the device takes that, always, or never. Default:"
              + " ${DEFAULT-VALUE}.")
  IoMode io = IoMode.AUTO;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      defaultValue = "100M",
      description =
          "Save progress whenever so much is done, 1M to 1T, and at least every second. Default:"
              + " ${DEFAULT-VALUE}.")
  ByteSize checkpointEvery = ByteSize.ofMebibytes(100);

  @Option(
      names = "--max-rate",
      paramLabel = "SIZE/s",
      converter = RateConverter.class,
      description =
          "Write and read back at most so much a second on each device, such as 100M/s, for hosts"
              + " still in service.")
  @Nullable ByteSize maxRate;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = RetriesConverter.class,
      description =
          "Try a sector that refuses so many times again before it counts as bad, 0 to 100."
              + " Default: 3.")
  @Nullable Integer retries;

  @Option(
      names = "--max-bad",
      paramLabel = "SIZE",
      converter = MaxBadConverter.class,
      description = "Give up when more than so much of a device refuses. Default: 16M.")
  @Nullable Long maxBad;

  @Option(
      names = "--idle-io",
      description =
          "Ask the kernel to serve the I/O only when nobody else uses the disk (ioprio_set(2), class"
              + " idle).")
  boolean idleIo;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      converter = JobsConverter.class,
      description = "Work on at most N devices at a time, 1 to 9999. Default: on all.")
  int jobs = Integer.MAX_VALUE;

  @Mixin CareOptions care = new CareOptions();

  @Mixin JournalOptions journal = new JournalOptions();

  @Mixin CertificateOptions certificate = new CertificateOptions();

  /** What a device may refuse. */
  Tolerance tolerance() {
    return tolerance(retries, maxBad);
  }

  /** What was asked for, and what is usual where nothing was. */
  static Tolerance tolerance(@Nullable Integer retries, @Nullable Long maxBad) {
    return new Tolerance(
        retries == null ? Tolerance.USUAL.retries() : retries,
        maxBad == null ? Tolerance.USUAL.mostBadBytes() : maxBad);
  }

  /** A number of bytes, none included. */
  static final class MaxBadConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return text.equals("0") ? 0L : ByteSize.parse(text).bytes();
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A number of retries. */
  static final class RetriesConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,2}|100")) {
        throw new TypeConversionException("'" + text + "' is not a number from 0 to 100");
      }
      return Integer.valueOf(text);
    }
  }
}
