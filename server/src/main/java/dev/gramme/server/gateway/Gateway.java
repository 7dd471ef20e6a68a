package dev.gramme.server.gateway;

import dev.gramme.database.Database;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.audit.AuditTrail;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpFault;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.HttpService;
import dev.gramme.server.sigv4.SignedCallers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers HTTP requests with the database. */
public final class Gateway implements HttpService {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());
    private static final String TEXT = "text/plain";
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Backend backend;
    private final String region;
    private final int bodyBytes;
    private final Callers callers;
    private final AuditTrail audit;

    /**
     * Takes what answers.
     *
     * @param accountId the account all callers belong to where authentication is open
     * @param bodyBytes largest body, also once decompressed
     * @param signed who checks signatures; null where authentication is open
     * @param audit where calls are recorded
     */
    public Gateway(
            Backend backend,
            String accountId,
            String region,
            int bodyBytes,
            @Nullable SignedCallers signed,
            AuditTrail audit) {
        this.audit = audit;
        this.backend = backend;
        this.region = region;
        this.bodyBytes = bodyBytes;
        this.callers = new Callers(accountId, region, signed);
    }

    @Override
    public boolean mayBlock(HttpRequest request) {
        String action = WireForm.of(request).action(request);
        return backend.database().mayBlock(action) || audit.mayBlock(action);
    }

    @Override
    public HttpAnswer answer(HttpRequest request) {
        HttpFault fault = request.fault();
        if (fault != null) {
            return text(fault.status(), fault.reason(), RequestIds.next());
        }
        if (QueryForm.isCompressed(request)) {
            return text(415, "Forms are not taken compressed", RequestIds.next());
        }
        WireForm form = WireForm.of(request);
        String requestId = form.newRequestId();
        if (form instanceof TargetForm && !request.method().equals("POST")) {
            return withoutOperation(request, requestId);
        }
        try {
            String action = form.action(request);
            Database database = backend.database();
            database.requireOperation(action);
            HttpAnswer elsewhere = backend.passOn(action, request);
            if (elsewhere != null) {
                return elsewhere;
            }
            long deadline = database.deadline(DEADLINE_NANOS);
            Call call = database.mustBeSigned(action)
                    ? callers.authenticate(request, form.service(), requestId, deadline)
                    : callers.anyone(request, requestId, deadline);
            byte[] body = request.gzipBody() ? Gunzip.inflate(request.body(), bodyBytes) : request.body();
            JsonWriter answer = new JsonWriter(1024);
            execute(database, call, request, action, form.json(request, action, body), answer);
            return form.answer(action, answer, requestId);
        } catch (DynamoException e) {
            if (e.code() == ErrorCode.SERVICE_UNAVAILABLE) {
                // A full disk refuses many requests, and its log may lie on it: one line each, and the text says why.
                LOG.log(System.Logger.Level.WARNING, "A request was refused: requestId=" + requestId + ": " + e.text());
            } else if (e.code().httpStatus() >= 500) {
                LOG.log(System.Logger.Level.WARNING, "A request failed: requestId=" + requestId, e);
            }
            return form.error(e, requestId);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "A request failed for a bug: requestId=" + requestId, e);
            return form.error(new DynamoException(ErrorCode.INTERNAL_SERVER, "Internal server error"), requestId);
        }
    }

    /** Executes a call, which may only happen if it can be recorded. */
    private void execute(
            Database database, Call call, HttpRequest request, String action, byte[] json, JsonWriter answer) {
        AuditTrail.Entry entry = audit.begin(action, call, request.peer(), json, database.mustBeSigned(action));
        if (entry == null) {
            database.execute(call, action, json, answer);
            return;
        }
        try {
            database.execute(call, action, json, answer);
            entry.succeeded(answer);
        } catch (DynamoException e) {
            entry.failed(e.code(), e.text());
            throw e;
        } catch (RuntimeException | Error e) {
            entry.failed(ErrorCode.INTERNAL_SERVER, "Internal server error");
            throw e;
        }
    }

    @Override
    public HttpAnswer overloaded(HttpRequest request) {
        return WireForm.of(request)
                .error(
                        new DynamoException(
                                ErrorCode.SERVICE_UNAVAILABLE,
                                "Too many requests are being worked on; please try again"),
                        RequestIds.next());
    }

    private HttpAnswer withoutOperation(HttpRequest request, String requestId) {
        boolean health = request.method().equals("GET") && request.path().equals("/");
        return health
                ? text(200, "healthy: dynamodb." + region + ".amazonaws.com ", requestId)
                : text(404, "Not Found", requestId);
    }

    private static HttpAnswer text(int status, String text, String requestId) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(status, TEXT, requestId, body, body.length);
    }
}
