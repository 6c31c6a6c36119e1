/**
 * What tests stand on: loop devices over own files, drives with faults, the packaged program, a
 * terminal. Whatever a fixture starts or attaches it ends and detaches, at the latest when the JVM
 * ends.
 */
@NullMarked
package dev.wipeit.testing;

import org.jspecify.annotations.NullMarked;
