package dev.wipeit.cli;

import dev.wipeit.media.IoMode;
import dev.wipeit.method.VerifyMode;
import dev.wipeit.units.ByteSize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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
      description = "Use chunks of the standard size on a rotating disk too, without a pretest.")
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
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Write and read back at most so much a second, for hosts still in service.")
  @Nullable ByteSize maxRate;
}
