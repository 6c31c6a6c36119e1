/** Asks a drive itself, by ATA, SCSI and NVMe commands, and understands what it answers. */
@NullMarked
package dev.wipeit.drive;

import org.jspecify.annotations.NullMarked;
