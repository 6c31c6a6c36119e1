/**
 * Finds and describes block devices, tells what uses them, and refuses those that must not be
 * wiped.
 */
@NullMarked
package dev.wipeit.device;

import org.jspecify.annotations.NullMarked;
