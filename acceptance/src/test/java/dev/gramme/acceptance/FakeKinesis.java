package dev.gramme.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gramme.acceptance.load.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.core.JsonToken;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;

/**
 * Plays the part of Kinesis: one stream, which now and then refuses some records, all of a request, or the request
 * itself, and keeps the records of a request in an order of its own, as PutRecords may.
 */
final class FakeKinesis implements AutoCloseable {
    static final String STREAM = "changes";

    private static final CBORFactory CBOR = new CBORFactory();

    static {
        // Otherwise each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Random random;
    private final List<Map<String, Object>> records = new ArrayList<>();
    private boolean refuses;
    private int refusedRecords;
    private int refusedRequests;

    FakeKinesis(long seed) throws IOException {
        random = new Random(seed);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.setExecutor(threads);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    synchronized void refuse(boolean some) {
        refuses = some;
    }

    /** What was taken, in order. */
    synchronized List<Map<String, Object>> records() {
        return List.copyOf(records);
    }

    synchronized int refusedRecords() {
        return refusedRecords;
    }

    synchronized int refusedRequests() {
        return refusedRequests;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        Map<?, ?> request = (Map<?, ?>) read(exchange.getRequestBody().readAllBytes());
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        Map<String, Object> answer;
        int status = 200;
        if (!STREAM.equals(request.get("StreamName"))) {
            status = 400;
            answer = error("ResourceNotFoundException", "Stream " + request.get("StreamName") + " not found.");
        } else if (target.endsWith("DescribeStreamSummary")) {
            answer = Map.of("StreamDescriptionSummary", Map.of("StreamName", STREAM, "StreamStatus", "ACTIVE"));
        } else if (refuses && random.nextInt(30) == 0) {
            refusedRequests++;
            status = random.nextBoolean() ? 400 : 500;
            answer = status == 400
                    ? error("ProvisionedThroughputExceededException", "Rate exceeded")
                    : error("InternalFailure", "Try again");
        } else {
            answer = put((List<?>) request.get("Records"));
        }
        byte[] body = write(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-cbor-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, Object> error(String type, String message) {
        return Map.of("__type", type, "message", message);
    }

    private Map<String, Object> put(List<?> given) {
        if (given.size() > 500) {
            return error("InvalidArgumentException", "Too many records");
        }
        List<Map<String, Object>> taken = new ArrayList<>();
        List<Map<String, Object>> results = new ArrayList<>();
        int failed = 0;
        for (Object one : given) {
            Map<?, ?> entry = (Map<?, ?>) one;
            if (refuses && random.nextInt(20) == 0) {
                failed++;
                results.add(Map.of("ErrorCode", "ProvisionedThroughputExceededException", "ErrorMessage", "Slow down"));
            } else {
                taken.add(Json.object(Json.parse((byte[]) entry.get("Data"))));
                results.add(Map.of("SequenceNumber", "1", "ShardId", "shardId-000000000000"));
            }
        }
        refusedRecords += failed;
        Collections.shuffle(taken, random);
        records.addAll(taken);
        return Map.of("FailedRecordCount", failed, "Records", results);
    }

    private static Object read(byte[] cbor) throws IOException {
        try (JsonParser parser = CBOR.createParser(cbor)) {
            parser.nextToken();
            return read(parser);
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield array;
            }
            case VALUE_EMBEDDED_OBJECT -> parser.getBinaryValue();
            default -> parser.getText();
        };
    }

    private static byte[] write(Map<String, Object> answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = CBOR.createGenerator(bytes)) {
            write(generator, answer);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    generator.writeFieldName((String) entry.getKey());
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case Integer number -> generator.writeNumber(number);
            default -> generator.writeString((String) value);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
