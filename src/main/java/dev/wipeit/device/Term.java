package dev.wipeit.device;

/** One term of a selection, such as {@code size>1T}. */
@FunctionalInterface
interface Term {

  /** Whether a disk is as the term says. */
  Match match(Disk disk);
}
