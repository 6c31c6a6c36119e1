/**
 * The root of the program; the packages below and the arrows between them are in
 * docs/architecture.md.
 */
@NullMarked
package dev.wipeit;

import org.jspecify.annotations.NullMarked;
