package dev.wipeit.bench;

/**
 * One run of one program. What a program does not have is not a number.
 *
 * @param gigabytes size of all drives together in 10^9 bytes, as often as they were written
 * @param seconds from the start of the process to its end
 * @param cpuSeconds user and system time of the process and its children
 * @param cpuSecondsBefore the part of it before the first write
 * @param peakMebibytes resident set of its largest process
 * @param writes what the drives were asked to write
 * @param reads what they were asked to read after that
 * @param toldWriting GB/s of the writing as the program tells it
 * @param toldReading GB/s of the reading as the program tells it
 */
record Sample(
    double gigabytes,
    double seconds,
    double cpuSeconds,
    double cpuSecondsBefore,
    double peakMebibytes,
    Trace.Span writes,
    Trace.Span reads,
    double toldWriting,
    double toldReading) {

  double wholeRate() {
    return gigabytes / seconds;
  }

  double cpuPerGigabyte() {
    return cpuSeconds / gigabytes;
  }

  /** Without what the start costs, however long the writing is. */
  double cpuPerGigabyteAfterStart() {
    return (cpuSeconds - cpuSecondsBefore) / gigabytes;
  }
}
