package dev.wipeit.wipe;

/**
 * What is looked after beside the work itself.
 *
 * @param pretests whether a fresh run measures the device first, to choose how chunks are sized
 */
public record Care(boolean pretests) {}
