/** What event source mappings reach outside of this process: functions over HTTP, and where failures are told. */
@NullMarked
package dev.gramme.server.lambda;

import org.jspecify.annotations.NullMarked;
