package dev.wipeit.history;

/**
 * How far a process was when it last said so, from which the next such line is measured.
 *
 * @param pass the pass, 0 before the first
 * @param phase {@code write}, {@code verify}, or empty before the first
 * @param isStraight whether the phase goes over the device from its beginning to its end; samples
 *     do not
 * @param offset how far on the device
 * @param done how far in the whole run, bytes written and read back
 * @param monotonicMs when, by the clock of that process
 * @param isMoving whether the next line can be measured from this one: not across a pause, a
 *     stall's end, or two processes
 */
record Reached(
    long pass,
    String phase,
    boolean isStraight,
    long offset,
    long done,
    long monotonicMs,
    boolean isMoving) {

  static final Reached NOWHERE = new Reached(0, "", false, 0, 0, 0, false);

  Reached stopped() {
    return new Reached(pass, phase, isStraight, offset, done, monotonicMs, false);
  }
}
