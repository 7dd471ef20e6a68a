package dev.gramme.server.gateway;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.ValueShape;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * AWS's Query protocol: parameters of a form or of a query, answers in XML (source: "Making query requests" of IAM's
 * API reference, and the protocol {@code awsQuery} of Smithy).
 */
enum QueryForm implements WireForm {
    IAM("iam", dev.gramme.model.iam.ValueShapes.VERSION, dev.gramme.model.iam.ValueShapes.XML_NAMESPACE),
    STS("sts", dev.gramme.model.sts.ValueShapes.VERSION, dev.gramme.model.sts.ValueShapes.XML_NAMESPACE);

    private static final String XML = "text/xml";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    /**
     * Our own limit, far beyond what any operation takes: forms are looked into on the thread that serves the socket.
     */
    private static final int MAX_FORM_BYTES = 1 << 20;

    private static final String UNKNOWN =
            "The action or operation requested is invalid. Verify that the action is typed correctly.";

    private final String service;
    private final String version;
    private final String namespace;

    QueryForm(String service, String version, String namespace) {
        this.service = service;
        this.version = version;
        this.namespace = namespace;
    }

    private ValueShape.@Nullable Both find(String operation) {
        return switch (this) {
            case IAM -> dev.gramme.model.iam.ValueShapes.find(operation);
            case STS -> dev.gramme.model.sts.ValueShapes.find(operation);
        };
    }

    /** The form of a request of this protocol, told by its version; null where it is another protocol's. */
    static @Nullable QueryForm of(HttpRequest request) {
        String parameters = request.target() == null ? parameters(request) : null;
        if (parameters == null || QueryParameters.find(parameters, "Action") == null) {
            return null;
        }
        return STS.version.equals(QueryParameters.find(parameters, "Version")) ? STS : IAM;
    }

    /** The parameters as sent; null where there are none. */
    private static @Nullable String parameters(HttpRequest request) {
        String path = request.path();
        if (request.method().equals("GET")) {
            return path.startsWith("/?") ? path.substring(2) : null;
        }
        boolean form = request.method().equals("POST")
                && request.body().length <= MAX_FORM_BYTES
                && (path.equals("/") || path.startsWith("/?"))
                && isFormType(request);
        return form ? new String(request.body(), StandardCharsets.UTF_8) : null;
    }

    private static boolean isFormType(HttpRequest request) {
        String type = Objects.requireNonNullElse(request.headers().find("content-type"), "");
        return type.toLowerCase(Locale.ROOT).startsWith(FORM_TYPE);
    }

    /** Whether a request has a compressed form, in which nobody looks for its operation. */
    static boolean isCompressed(HttpRequest request) {
        return request.gzipBody() && request.target() == null && isFormType(request);
    }

    @Override
    public String newRequestId() {
        return RequestIds.uuid();
    }

    @Override
    public String action(HttpRequest request) {
        String parameters = parameters(request);
        String name = parameters == null ? null : QueryParameters.find(parameters, "Action");
        return name == null || find(name) == null ? "" : service + ":" + name;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public byte[] json(HttpRequest request, String action, byte[] body) {
        JsonWriter writer = new JsonWriter(256);
        String parameters = Objects.requireNonNullElse(parameters(request), "");
        QueryParameters.parse(parameters).write(shape(action).request(), writer);
        return writer.toBytes();
    }

    private ValueShape.Both shape(String action) {
        return Objects.requireNonNull(find(name(action)));
    }

    private static String name(String action) {
        return action.substring(action.indexOf(':') + 1);
    }

    @Override
    public HttpAnswer answer(String action, JsonWriter json, String requestId) {
        String name = name(action);
        ValueShape.Structured shape = shape(action).answer();
        XmlText xml = new XmlText();
        xml.open(name + "Response", namespace);
        if (!shape.members().isEmpty()) {
            xml.open(name + "Result");
            xml.members(shape, new JsonReader(json.array(), 0, json.length()));
            xml.close(name + "Result");
        }
        xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        return answer(200, xml.close(name + "Response"), requestId);
    }

    @Override
    public HttpAnswer error(DynamoException error, String requestId) {
        ErrorCode code = error.code();
        XmlText xml = new XmlText();
        xml.open("ErrorResponse", namespace).open("Error");
        xml.element("Type", status(code) < 500 ? "Sender" : "Receiver");
        xml.element("Code", name(code));
        xml.element("Message", code == ErrorCode.UNKNOWN_OPERATION ? UNKNOWN : error.text());
        xml.close("Error").element("RequestId", requestId);
        return answer(status(code), xml.close("ErrorResponse"), requestId);
    }

    private static HttpAnswer answer(int status, XmlText xml, String requestId) {
        byte[] body = xml.utf8();
        return new HttpAnswer(status, XML, requestId, body, body.length);
    }

    /** What this protocol calls the errors that all services have. */
    private static String name(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> "ValidationError";
            case SERIALIZATION -> "MalformedInput";
            case UNKNOWN_OPERATION -> "InvalidAction";
            case ACCESS_DENIED -> "AccessDenied";
            case INCOMPLETE_SIGNATURE -> "IncompleteSignature";
            case INVALID_SIGNATURE -> "SignatureDoesNotMatch";
            case EXPIRED_TOKEN -> "ExpiredToken";
            case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationToken";
            case UNRECOGNIZED_CLIENT -> "InvalidClientTokenId";
            case INTERNAL_SERVER -> "InternalFailure";
            case SERVICE_UNAVAILABLE -> "ServiceUnavailable";
            case THROTTLING -> "Throttling";
            default -> code.errorName();
        };
    }

    private static int status(ErrorCode code) {
        return switch (code) {
            case ACCESS_DENIED,
                    INCOMPLETE_SIGNATURE,
                    INVALID_SIGNATURE,
                    EXPIRED_TOKEN,
                    MISSING_AUTHENTICATION_TOKEN,
                    UNRECOGNIZED_CLIENT -> 403;
            default -> code.httpStatus();
        };
    }
}
