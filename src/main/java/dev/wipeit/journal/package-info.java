/**
 * The record of a run: every event as one line of a file that only grows, each line chained to the
 * one before it; what reads it back; and what ends it for a process that could not. Nothing here
 * holds up or fails a wipe.
 */
@NullMarked
package dev.wipeit.journal;

import org.jspecify.annotations.NullMarked;
