/**
 * Methods, passes and patterns as pure data and arithmetic; every byte is a function of its
 * absolute offset.
 */
@NullMarked
package dev.wipeit.method;

import org.jspecify.annotations.NullMarked;
