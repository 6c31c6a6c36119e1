/**
 * Byte sizes, byte rates and durations: exact numbers inside, read from and printed for people here
 * only.
 */
@NullMarked
package dev.wipeit.units;

import org.jspecify.annotations.NullMarked;
