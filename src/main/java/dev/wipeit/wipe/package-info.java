/** Runs a plan on a device: passes, verification, due checkpoints, events and a clean stop. */
@NullMarked
package dev.wipeit.wipe;

import org.jspecify.annotations.NullMarked;
