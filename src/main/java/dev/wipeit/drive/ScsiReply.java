package dev.wipeit.drive;

import org.jspecify.annotations.Nullable;

/**
 * How a drive answered a SCSI command that it carried out.
 *
 * @param data what it sent
 * @param sense what it said beside that, or null
 */
record ScsiReply(Answer data, @Nullable Sense sense) {}
