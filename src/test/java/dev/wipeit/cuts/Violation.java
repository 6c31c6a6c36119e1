package dev.wipeit.cuts;

/** A promise that is broken after a power cut. */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  private final Promise promise;

  /** What is promised. */
  enum Promise {
    NONE,
    /** What is saved can be loaded: the last state, or the one before it. */
    STATE_READABLE,
    /** What was said to be saved is saved; what was begun can be gone on with. */
    NOTHING_LOST,
    /** A run that was replaced is in the archive, or still there. */
    OLD_RUN_KEPT,
    /** Nothing is claimed as written that is not on the device. */
    CLAIM_HOLDS,
    /** The device is proven by its content. */
    DEVICE_PROVEN,
    /** The run can be gone on with to its end, and leaves what its last pass demands. */
    RUN_ENDS,
    /** The journal is as it was written, up to a whole line. */
    JOURNAL_WHOLE,
    /** What was taken for recorded is in the journal. */
    RECORD_KEPT,
    /** Journal, history and saved state tell the same of the run. */
    RECORDS_AGREE,
    /** Nothing is touched but the device, within its size, and the state directory. */
    NOTHING_ELSE
  }

  Violation(Promise promise, String what) {
    super(promise + ": " + what);
    this.promise = promise;
  }

  Promise promise() {
    return promise;
  }
}
