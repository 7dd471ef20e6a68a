package dev.gramme.server.lambda;

import dev.gramme.database.trigger.Functions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Functions behind HTTP endpoints that speak Lambda's Invoke, as its runtime interface emulator does. Requests are not
 * signed.
 */
public final class RemoteFunctions implements Functions {
    /** Lambda's own bound for a function. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** The emulator tells of a function's failure only by what it answers. */
    private static final Pattern FAILURE =
            Pattern.compile("\\A\\s*\\{\\s*\"error(Message|Type)\"\\s*:", Pattern.CASE_INSENSITIVE);

    private static final Pattern TYPE = Pattern.compile("\"errorType\"\\s*:\\s*\"([\\w.$:]{1,100})\"");

    private final @Nullable URI endpoint;
    private final Map<String, URI> endpoints;

    /**
     * Takes where the functions are.
     *
     * @param endpoint serves all functions that have none of their own, under their names; null for none
     * @param endpoints emulators, by the names of the functions they run
     */
    public RemoteFunctions(@Nullable URI endpoint, Map<String, URI> endpoints) {
        this.endpoint = endpoint == null ? null : Outbound.requireHttp(endpoint);
        this.endpoints = Map.copyOf(endpoints);
        this.endpoints.values().forEach(Outbound::requireHttp);
    }

    @Override
    public boolean exists(String name) {
        return endpoint != null || endpoints.containsKey(name);
    }

    @Override
    public Invocation invoke(String name, byte[] event) {
        URI uri = uri(name);
        if (uri == null) {
            return new Invocation.Unreached("There is no function " + name);
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(event))
                .build();
        try {
            return read(Outbound.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Invocation.Unreached(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Invocation.Unreached(e.toString());
        }
    }

    /** An emulator runs one function, whatever it is called elsewhere; a whole URL is taken as it is. */
    private @Nullable URI uri(String name) {
        URI own = endpoints.get(name);
        if (own != null) {
            String path = own.getPath();
            return path == null || path.length() < 2 ? own.resolve("/2015-03-31/functions/function/invocations") : own;
        }
        return endpoint == null
                ? null
                : endpoint.resolve(
                        "/2015-03-31/functions/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/invocations");
    }

    private static Invocation read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            // Busy, or not there: the function itself was not called.
            return new Invocation.Unreached("HTTP status " + status);
        }
        byte[] body = response.body();
        String error = response.headers().firstValue("X-Amz-Function-Error").orElse(null);
        String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
        return error != null || FAILURE.matcher(text).find()
                ? new Invocation.Failed(errorType(text))
                : new Invocation.Answered(body);
    }

    private static String errorType(String text) {
        Matcher type = TYPE.matcher(text);
        return type.find() ? type.group(1) : "an error without a type";
    }
}
