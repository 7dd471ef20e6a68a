/**
 * A certificate of the server's own, for whoever has none: a small authority that signs it, both kept in files. Start
 * at {@link dev.gramme.server.tls.OwnCertificate}.
 */
@NullMarked
package dev.gramme.server.tls;

import org.jspecify.annotations.NullMarked;
