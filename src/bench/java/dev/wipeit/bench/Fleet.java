package dev.wipeit.bench;

/** What a program is run on. */
enum Fleet {
  /** One drive of full size. */
  ONE,
  /** Four drives of a quarter of the size each. */
  FOUR,
  /** One small drive, for programs that would need minutes. */
  SMALL
}
