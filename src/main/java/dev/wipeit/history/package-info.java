/**
 * The record of all runs as a database that answers: fed from the journals, and thrown away and
 * made again from them at any time. Only the commands that ask it load SQLite.
 */
@NullMarked
package dev.wipeit.history;

import org.jspecify.annotations.NullMarked;
