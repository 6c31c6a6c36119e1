/** The signed record of a run, and what can be checked by it. */
@NullMarked
package dev.wipeit.certificate;

import org.jspecify.annotations.NullMarked;
