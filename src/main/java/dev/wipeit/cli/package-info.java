/**
 * The command line: commands, consent, screens, signals, exit codes, and the wiring of everything
 * else.
 */
@NullMarked
package dev.wipeit.cli;

import org.jspecify.annotations.NullMarked;
