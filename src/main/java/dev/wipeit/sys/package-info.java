/** Linux through JNA: system calls, their constants and structures, and errno; no decisions. */
@NullMarked
package dev.wipeit.sys;

import org.jspecify.annotations.NullMarked;
