package dev.wipeit.cli;

/**
 * One key of a configuration file.
 *
 * @param key the key, or the first part of one with dots, or the name of a table
 * @param form what its value is
 * @param text the value as an option would be given it; empty for an array, a table or a date
 * @param line where it begins, from 1
 */
record TomlEntry(String key, Form form, String text, int line) {}
