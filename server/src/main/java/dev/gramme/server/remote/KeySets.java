package dev.gramme.server.remote;

import dev.gramme.database.sts.WebIdentityKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The key sets of issuers, each in a file or behind a URL. A file is read whenever it is asked, so that keys can be
 * changed while the server runs; what came from a URL is kept for five minutes.
 */
public final class KeySets implements WebIdentityKeys {
    private static final System.Logger LOG = System.getLogger(KeySets.class.getName());
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long KEPT_MILLIS = 300_000;

    private final Map<String, String> locations;
    private final LongSupplier clockMillis;
    private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();

    /** A document and when it was fetched; null where that failed, which is not tried again at once either. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Fetched(byte @Nullable [] document, long atMillis) {}

    /**
     * Takes where the key sets are.
     *
     * @param locations file names or http(s) URLs, by issuers
     * @param clockMillis milliseconds since 1970
     */
    public KeySets(Map<String, String> locations, LongSupplier clockMillis) {
        this.locations = Map.copyOf(locations);
        this.clockMillis = clockMillis;
    }

    @Override
    public byte @Nullable [] keySet(String issuer) {
        String location = locations.get(issuer);
        if (location == null) {
            return null;
        }
        try {
            return location.startsWith("http:") || location.startsWith("https:")
                    ? ofUrl(issuer, URI.create(location))
                    : ofFile(Path.of(location));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "The keys of " + issuer + " cannot be had: " + e);
            return null;
        }
    }

    private static byte[] ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private byte @Nullable [] ofUrl(String issuer, URI url) throws IOException {
        long now = clockMillis.getAsLong();
        Fetched known = fetched.get(issuer);
        if (known == null || now - known.atMillis() > (known.document() == null ? TIMEOUT.toMillis() : KEPT_MILLIS)) {
            // noted first: while one asks, others make do with what there is
            fetched.put(issuer, new Fetched(known == null ? null : known.document(), now));
            known = new Fetched(fetch(url), now);
            fetched.put(issuer, known);
        }
        return known.document();
    }

    private static byte @Nullable [] fetch(URI url) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
            try {
                // The request's own timeout ends with the head of the answer.
                HttpResponse<byte[]> response = client.sendAsync(
                                request,
                                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES))
                        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                return response.statusCode() == 200 ? response.body() : null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (TimeoutException e) {
                throw new IOException("no whole answer within " + TIMEOUT.toSeconds() + " seconds", e);
            } finally {
                client.shutdownNow();
            }
        }
    }
}
