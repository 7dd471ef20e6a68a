/**
 * AWS Signature Version 4: who signed a request, and whether it is what was signed. Start at
 * {@link dev.gramme.server.sigv4.SignedCallers} (source: IAM User Guide, "Create a signed AWS API request").
 */
@NullMarked
package dev.gramme.server.sigv4;

import org.jspecify.annotations.NullMarked;
