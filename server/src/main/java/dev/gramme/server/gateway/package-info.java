/**
 * The one order in which a request is handled: decode, authenticate, execute, encode.
 * {@link dev.gramme.server.gateway.Gateway} shows it on one screen.
 */
@NullMarked
package dev.gramme.server.gateway;

import org.jspecify.annotations.NullMarked;
