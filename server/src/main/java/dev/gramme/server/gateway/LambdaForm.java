package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's API: the operation stands in method and path, parameters also in path and query (source: Lambda's API
 * reference).
 */
enum LambdaForm implements WireForm {
    FORM;

    private static final String JSON = "application/json";
    private static final String VERSION = "/2015-03-31/";
    private static final String MAPPINGS = VERSION + "event-source-mappings";
    private static final String LIST = "lambda:ListEventSourceMappings";
    private static final String GET = "lambda:GetEventSourceMapping";
    private static final Set<ErrorCode> FORBIDDEN = Set.of(
            ErrorCode.ACCESS_DENIED,
            ErrorCode.EXPIRED_TOKEN,
            ErrorCode.INCOMPLETE_SIGNATURE,
            ErrorCode.INVALID_SIGNATURE,
            ErrorCode.MISSING_AUTHENTICATION_TOKEN,
            ErrorCode.UNRECOGNIZED_CLIENT);

    static boolean isItsPath(String path) {
        return path.startsWith(VERSION);
    }

    @Override
    public String action(HttpRequest request) {
        String uuid = uuid(request);
        if (uuid == null) {
            return "";
        }
        return switch (request.method()) {
            case "GET" -> uuid.isEmpty() ? LIST : GET;
            case "POST" -> uuid.isEmpty() ? "lambda:CreateEventSourceMapping" : "";
            case "PUT" -> uuid.isEmpty() ? "" : "lambda:UpdateEventSourceMapping";
            case "DELETE" -> uuid.isEmpty() ? "" : "lambda:DeleteEventSourceMapping";
            default -> "";
        };
    }

    /** The mapping a path names; empty where it stands for all, null where it is another. */
    private static @Nullable String uuid(HttpRequest request) {
        String path = withoutQuery(request.path());
        if (path.equals(MAPPINGS) || path.equals(MAPPINGS + "/")) {
            return "";
        }
        if (!path.startsWith(MAPPINGS + "/")) {
            return null;
        }
        String uuid;
        try {
            uuid = URLDecoder.decode(path.substring(MAPPINGS.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        return uuid.endsWith("/") ? uuid.substring(0, uuid.length() - 1) : uuid;
    }

    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DynamoException(ErrorCode.SERIALIZATION, "A parameter of the query is not well encoded", e);
        }
    }

    @Override
    public String service() {
        return "lambda";
    }

    @Override
    public byte[] json(HttpRequest request, String action, byte[] body) {
        String uuid = uuid(request);
        if (uuid == null || uuid.isEmpty()) {
            return request.method().equals("GET") ? query(request.path()) : body;
        }
        JsonWriter members = new JsonWriter(64);
        members.beginObject();
        members.field("UUID");
        members.string(uuid);
        members.endObject();
        return request.method().equals("PUT") ? joined(body, members.toBytes()) : members.toBytes();
    }

    private static byte[] query(String path) {
        JsonWriter members = new JsonWriter(128);
        members.beginObject();
        int from = path.indexOf('?');
        for (String pair : from < 0 ? new String[0] : path.substring(from + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            switch (name) {
                case "EventSourceArn", "FunctionName", "Marker" -> {
                    members.field(name);
                    members.string(value);
                }
                case "MaxItems" -> {
                    members.field(name);
                    members.number(number(value));
                }
                default -> {
                    // Lambda passes over what it does not know, too.
                }
            }
        }
        members.endObject();
        return members.toBytes();
    }

    private static long number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new DynamoException(ErrorCode.SERIALIZATION, "MaxItems is not a number", e);
        }
    }

    /** Puts what the path says behind what the body says: of two values the last counts. */
    private static byte[] joined(byte[] body, byte[] members) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new DynamoException(ErrorCode.SERIALIZATION, "The body is not a JSON object");
        }
        String own = text.substring(1, text.length() - 1).strip();
        String more = new String(members, StandardCharsets.UTF_8).substring(1);
        return ("{" + (own.isEmpty() ? "" : own + ",") + more).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public HttpAnswer answer(String action, JsonWriter json, String requestId) {
        int status = action.equals(LIST) || action.equals(GET) ? 200 : 202;
        return new HttpAnswer(status, JSON, requestId, json.array(), json.length());
    }

    @Override
    public HttpAnswer error(DynamoException error, String requestId) {
        int status = switch (error.code()) {
            case UNKNOWN_OPERATION -> 404;
            case ErrorCode code when FORBIDDEN.contains(code) -> 403;
            default -> error.code().httpStatus();
        };
        JsonWriter json = new JsonWriter(128);
        json.beginObject();
        json.field("Type");
        json.string(status < 500 ? "User" : "Service");
        json.field("Message");
        json.string(error.text());
        json.field("message");
        json.string(error.text());
        json.endObject();
        return new HttpAnswer(
                status,
                JSON,
                requestId,
                json.array(),
                json.length(),
                error.code().errorName());
    }
}
