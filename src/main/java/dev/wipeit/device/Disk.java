package dev.wipeit.device;

/**
 * A disk of the inventory.
 *
 * @param device what is needed to wipe it
 * @param facts what an operator wants to know of it
 */
public record Disk(BlockDevice device, DiskFacts facts) {}
