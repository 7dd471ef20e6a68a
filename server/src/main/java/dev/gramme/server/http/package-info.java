/**
 * HTTP/1.1 and, with TLS, HTTP/2 on Netty: a strict decoder of requests, one connection's order of answers, and limits
 * on everything a client can make it hold. Start at {@link dev.gramme.server.http.HttpListener}.
 */
@NullMarked
package dev.gramme.server.http;

import org.jspecify.annotations.NullMarked;
