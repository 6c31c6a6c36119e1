/** Machines, kernels and devices that exist only in tests. */
package dev.wipeit.testing;
