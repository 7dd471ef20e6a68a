/** What a process adds to the database: {@link dev.gramme.server.Main} and {@link dev.gramme.server.Server}. */
@NullMarked
package dev.gramme.server;

import org.jspecify.annotations.NullMarked;
