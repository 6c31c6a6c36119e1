/**
 * Every power cut of a run: the requests of the device and of the state directory are recorded in
 * one order; for every prefix of them, and for legal losses after it, both are built as they would
 * be found, and the run is gone on with.
 */
@NullMarked
package dev.wipeit.cuts;

import org.jspecify.annotations.NullMarked;
