/** An opened device: aligned, positioned reads and writes, and making them durable. */
@NullMarked
package dev.wipeit.media;

import org.jspecify.annotations.NullMarked;
