package dev.wipeit.cli;

/**
 * Goes through what a wipe needs, on an image file, so that the Java that runs it can archive the
 * classes; the launcher starts it for {@code --class-archive}. Not for operators.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /**
   * Lists the disks and wipes the image.
   *
   * @param args the image file and a state directory, both new and empty of meaning
   */
  public static void main(String[] args) {
    ExitCode listed = Main.run(new String[] {"list"}, System.getenv());
    ExitCode wiped =
        Main.run(
            new String[] {
              "wipe", "--image-file", "--yes", "--verify", "all", "--state-dir", args[1], args[0]
            },
            System.getenv());
    if (listed != ExitCode.OK || wiped != ExitCode.OK) {
      throw new IllegalStateException("ended with " + listed + " and " + wiped);
    }
  }
}
