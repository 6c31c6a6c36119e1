/**
 * The emulated machine: QEMU without KVM, Debian's kernel, real drivers, and drives that are image
 * files of the test's own. {@link dev.wipeit.lab.Rack} holds the drives and boots a {@link
 * dev.wipeit.lab.Machine} with them; docs/testing.md says what it needs.
 */
@NullMarked
package dev.wipeit.lab;

import org.jspecify.annotations.NullMarked;
