package dev.gramme.server.lambda;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** The client for calls to the outside, made when it is first needed: a server that calls nobody starts without. */
final class Outbound {
    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Outbound() {}

    /**
     * Checks what somebody has configured.
     *
     * @throws IllegalArgumentException where nothing can be posted there
     */
    static URI requireHttp(URI uri) {
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("An http or https URL is expected, not '" + uri + "'.");
        }
        return uri;
    }
}
