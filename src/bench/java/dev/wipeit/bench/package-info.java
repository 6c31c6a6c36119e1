/**
 * Measures the packaged program beside other wipers, in one run and in turn, on loop devices over
 * RAM that it makes itself. It touches no other device.
 */
@NullMarked
package dev.wipeit.bench;

import org.jspecify.annotations.NullMarked;
