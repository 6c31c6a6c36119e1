/**
 * The live views: what every run of the host is doing, from the state on disk alone, as rows, as a
 * screen and as a web page. Reads only, takes no lock, opens no device.
 */
@NullMarked
package dev.wipeit.view;

import org.jspecify.annotations.NullMarked;
