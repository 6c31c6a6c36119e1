package dev.wipeit.cuts;

import dev.wipeit.checkpoint.FileMistake;
import dev.wipeit.cuts.Violation.Promise;

/**
 * A mistake that is planted to see that it is found.
 *
 * @param promise what it breaks
 */
enum Mistake {
  NONE(FileMistake.NONE, Promise.NONE),
  SYNC_AFTER_RENAME(FileMistake.SYNC_AFTER_RENAME, Promise.STATE_READABLE),
  NO_FILE_SYNC(FileMistake.NO_FILE_SYNC, Promise.STATE_READABLE),
  NO_FOLDER_SYNC(FileMistake.NO_FOLDER_SYNC, Promise.NOTHING_LOST),
  NEW_FOLDER_NOT_SYNCED(FileMistake.NEW_FOLDER_NOT_SYNCED, Promise.NOTHING_LOST),
  PREVIOUS_LOST(FileMistake.PREVIOUS_LOST, Promise.NOTHING_LOST),
  NOT_ARCHIVED(FileMistake.NOT_ARCHIVED, Promise.OLD_RUN_KEPT),
  /** The device is never told to make anything durable. */
  NO_FLUSH(FileMistake.NONE, Promise.CLAIM_HOLDS),
  /** A checkpoint is saved before what it claims is durable. */
  STATE_BEFORE_DATA(FileMistake.NONE, Promise.CLAIM_HOLDS),
  /** A pass is begun before its key is saved. */
  KEY_AFTER_DATA(FileMistake.NONE, Promise.CLAIM_HOLDS),
  /** A run is put into the archive when half of it is done. */
  FINISHED_TOO_SOON(FileMistake.NONE, Promise.NOTHING_LOST),
  NO_JOURNAL_SYNC(FileMistake.NO_JOURNAL_SYNC, Promise.RECORD_KEPT),
  NO_JOURNAL_FOLDER_SYNC(FileMistake.NO_JOURNAL_FOLDER_SYNC, Promise.RECORD_KEPT),
  /** A run that is over is put into the archive before its end is recorded. */
  RECORDED_TOO_LATE(FileMistake.NONE, Promise.RECORDS_AGREE);

  private final FileMistake files;
  private final Promise promise;

  Mistake(FileMistake files, Promise promise) {
    this.files = files;
    this.promise = promise;
  }

  /** A run in which it does harm. */
  Scenario scenario() {
    return switch (this) {
      case SYNC_AFTER_RENAME, NOT_ARCHIVED, KEY_AFTER_DATA, RECORDED_TOO_LATE ->
          Scenario.ALL.get(8);
      default -> Scenario.ALL.get(0);
    };
  }

  FileMistake files() {
    return files;
  }

  Promise promise() {
    return promise;
  }
}
