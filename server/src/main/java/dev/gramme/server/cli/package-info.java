/** The command line: {@link dev.gramme.server.cli.Serve}. */
@NullMarked
package dev.gramme.server.cli;

import org.jspecify.annotations.NullMarked;
