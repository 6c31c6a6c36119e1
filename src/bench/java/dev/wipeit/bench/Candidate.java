package dev.wipeit.bench;

import java.util.List;
import java.util.function.Function;

/**
 * A program with its arguments.
 *
 * @param id how groups name it
 * @param label how tables name it
 * @param fleet what it is run on
 * @param told where its own account of its rate is
 * @param command the command for its drives
 */
record Candidate(
    String id,
    String label,
    Fleet fleet,
    Told told,
    Function<List<RamDrive>, List<String>> command) {}
