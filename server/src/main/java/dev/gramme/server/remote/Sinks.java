package dev.gramme.server.remote;

import dev.gramme.database.kinesis.Sink;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens the sink that an endpoint names. */
public final class Sinks {
    /** The endpoint of AWS itself. */
    private static final String AWS = "aws";

    private static final String POST = "sink+";

    private Sinks() {}

    /**
     * Opens a sink. Nothing is reached for yet.
     *
     * @param endpoint {@code http(s)://HOST:PORT}, which speaks the protocol of Kinesis; {@code aws}, for Kinesis
     *     itself; {@code file:///DIR}, for a file a stream; {@code sink+http(s)://HOST:PORT/PATH}, which batches are
     *     posted to
     * @throws IllegalArgumentException with a message for a person, where it is none of these
     */
    public static Sink open(String endpoint) {
        if (endpoint.equals(AWS)) {
            return new KinesisSink(null);
        }
        boolean posts = endpoint.startsWith(POST);
        URI uri = parse(posts ? endpoint.substring(POST.length()) : endpoint);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        if (web) {
            return posts ? new PostSink(uri) : new KinesisSink(uri);
        }
        if (scheme.equals("file") && !posts && uri.getPath() != null && uri.getAuthority() == null) {
            return new FileSink(Path.of(uri.getPath()));
        }
        throw unknown(endpoint, null);
    }

    private static URI parse(String endpoint) {
        try {
            return new URI(endpoint);
        } catch (URISyntaxException e) {
            throw unknown(endpoint, e);
        }
    }

    private static IllegalArgumentException unknown(String endpoint, @Nullable Exception e) {
        return new IllegalArgumentException(
                "--kinesis-endpoint takes http(s)://HOST:PORT, aws, file:///DIR or sink+http(s)://HOST:PORT/PATH, not '"
                        + endpoint + "'.",
                e);
    }

    /** The name of a stream, as its ARN ends with it. */
    static String streamName(String streamArn) {
        return streamArn.substring(streamArn.indexOf('/') + 1);
    }
}
