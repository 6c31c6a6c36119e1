package dev.wipeit.cli;

import dev.wipeit.media.BlockMedia;

/**
 * A device that is claimed.
 *
 * @param target the device
 * @param media the claim
 */
record Claimed(Target target, BlockMedia media) {}
