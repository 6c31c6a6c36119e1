package dev.wipeit.drive;

import dev.wipeit.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A drive that can be asked about itself. Each question opens it for reading only, sends commands
 * that read (but {@link #revealHidden}), waits at most seconds for each, and closes it; none needs
 * the drive to be free. All fail with an {@link IOException} where the drive cannot be asked: no
 * permission, gone, no answer.
 *
 * @param node its device node
 * @param major of the device that must be there
 * @param minor of the device that must be there
 * @param protocol the language that it is asked in
 * @param kernel the system calls
 */
public record Drive(Path node, int major, int minor, Protocol protocol, Kernel kernel) {

  /** How it calls itself; a drive that does not say a thing leaves a gap. */
  public DriveLabels labels() throws IOException {
    return asked(Speaker::labels);
  }

  /** Its health now; a drive that does not keep a number leaves a gap. */
  public DriveHealth health() throws IOException {
    return asked(Speaker::health);
  }

  /**
   * Its temperature alone, and the limit of that where the same answer has it: one question, which
   * starts no disk that stands still. {@link #health} has the limit of every drive that has one.
   */
  public DriveHealth temperature() throws IOException {
    return asked(Speaker::temperature);
  }

  /** What it holds back, or null where it does not even tell its size. */
  public @Nullable HiddenAreas hiddenAreas() throws IOException {
    try (OpenDrive drive = OpenDrive.open(node, major, minor, kernel)) {
      return Speaker.of(drive, protocol).areas();
    }
  }

  /**
   * Makes the drive show what it hides, for good: its native size again. Nothing else changes it.
   */
  public Revelation revealHidden() throws IOException {
    return asked(Speaker::reveal);
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask(Speaker drive) throws IOException;
  }

  private <T> T asked(Question<T> question) throws IOException {
    try (OpenDrive drive = OpenDrive.open(node, major, minor, kernel)) {
      return question.ask(Speaker.of(drive, protocol));
    }
  }
}
