/** What drives a server from outside: a connection, a server process, JSON. */
@NullMarked
package dev.gramme.acceptance.load;

import org.jspecify.annotations.NullMarked;
