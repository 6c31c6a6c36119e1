package dev.wipeit.wipe;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What every phase of a run shares.
 *
 * @param checkpointBytes how many bytes of the device fall due to be saved at once
 * @param stop asks the phase to end early
 * @param listener is told everything
 * @param nanoTime a clock that never goes back, in nanoseconds
 */
record PhaseEnvironment(
    long checkpointBytes, StopRequest stop, Consumer<WipeEvent> listener, LongSupplier nanoTime) {}
