package dev.gramme.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP endpoint that takes Lambda's Invoke, and accounts of failures; it keeps what it is sent. */
final class FunctionEndpoint implements AutoCloseable {
    private final HttpServer server;
    final List<Map<String, @Nullable Object>> records = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, @Nullable Object>> accounts = Collections.synchronizedList(new ArrayList<>());
    final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    /** What is answered to records; null for success without a word. */
    volatile Function<List<Map<String, @Nullable Object>>, String> behaviour = _ -> "null";

    FunctionEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, @Nullable Object> json = Json.object(Json.parse(body));
        String answer = "";
        if (exchange.getRequestURI().getPath().equals("/accounts")) {
            accounts.add(json);
        } else {
            paths.add(exchange.getRequestURI().getPath());
            List<Map<String, @Nullable Object>> batch =
                    ((List<?>) json.get("Records")).stream().map(Json::object).toList();
            answer = behaviour.apply(batch);
            records.addAll(batch);
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** An attribute of a record's new image. */
    static String value(Map<String, @Nullable Object> record, String name) {
        Map<String, @Nullable Object> change = Json.object(record.get("dynamodb"));
        Map<String, @Nullable Object> image = Json.object(change.get("NewImage"));
        return String.valueOf(Json.object(image.get(name)).values().iterator().next());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
