/**
 * The resume state on disk: one record for each unfinished run, replaced as a whole, and the locks
 * beside it.
 */
@NullMarked
package dev.wipeit.checkpoint;

import org.jspecify.annotations.NullMarked;
