package dev.gramme.server.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted. Files are read again when they change; where the new ones cannot be used, the old ones
 * stay.
 *
 * @param certificate the server's certificate and those between it and its authority, PEM
 * @param key the private key, PEM (PKCS #8, not encrypted)
 * @param clientAuthority who signs certificates of clients, PEM; null where none are asked for
 * @param clientRequired whether a client without a certificate is refused
 */
public record TlsSettings(
        Path certificate, Path key, @Nullable Path clientAuthority, boolean clientRequired) {}
