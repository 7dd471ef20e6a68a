package dev.gramme.server.peer;

import dev.gramme.database.ClusterDatabase;
import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.kv.KvException;
import dev.gramme.server.gateway.Backend;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;
import dev.gramme.server.http.HttpService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers clients, and the other servers of a cluster, on one port. Until it is begun it answers nobody. */
public final class PeerService implements HttpService, Backend {
    private static final System.Logger LOG = System.getLogger(PeerService.class.getName());
    private static final String TEXT = "text/plain";
    private static final String SEALED = "application/octet-stream";

    private volatile @Nullable ClusterDatabase cluster;
    private volatile @Nullable HttpService clients;

    /** Takes the database, as soon as there is one: others may call it. */
    public void join(ClusterDatabase joined) {
        cluster = joined;
    }

    /** Takes what answers clients. */
    public void begin(HttpService service) {
        clients = service;
    }

    @Override
    public boolean mayBlock(HttpRequest request) {
        return true;
    }

    @Override
    public HttpAnswer answer(HttpRequest request) {
        if (request.path().equals(HttpPeerCalls.PATH)) {
            return answerPeer(request.body());
        }
        HttpService service = clients;
        ClusterDatabase joined = cluster;
        boolean asksForHealth = request.method().equals("GET");
        if (service == null || joined == null || (asksForHealth && !joined.isReady())) {
            return text(503, "This server does not answer now");
        }
        return service.answer(request);
    }

    private HttpAnswer answerPeer(byte[] message) {
        ClusterDatabase joined = cluster;
        if (joined == null) {
            return text(503, "This server is not ready yet");
        }
        try {
            byte[] answer = joined.answer(message);
            return new HttpAnswer(200, SEALED, "", answer, answer.length);
        } catch (SealBrokenException e) {
            return text(403, "Only servers of this cluster are answered here");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "A call of another server failed for a bug", e);
            return text(500, "Internal server error");
        }
    }

    @Override
    public HttpAnswer overloaded(HttpRequest request) {
        HttpService service = clients;
        return service == null ? text(503, "This server is not ready yet") : service.overloaded(request);
    }

    private static HttpAnswer text(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new HttpAnswer(status, TEXT, "", body, body.length);
    }

    private ClusterDatabase joined() {
        ClusterDatabase joined = cluster;
        if (joined == null) {
            throw new IllegalStateException("Not begun");
        }
        return joined;
    }

    @Override
    public Database database() {
        return joined().database();
    }

    @Override
    public @Nullable HttpAnswer passOn(String action, HttpRequest request) {
        ClusterDatabase joined = joined();
        if (!joined.isForLeader(action)) {
            return null;
        }
        try {
            return PassedRequest.decodeAnswer(joined.passOn(PassedRequest.encode(request)));
        } catch (IOException e) {
            throw new DynamoException(ErrorCode.INTERNAL_SERVER, "Internal server error", e);
        }
    }

    /** Answers a request that another server has passed on. */
    public byte[] answerPassedOn(byte[] encoded) {
        HttpService service = clients;
        if (service == null) {
            throw new KvException.Unavailable("This server is not ready yet", null);
        }
        try {
            return PassedRequest.encode(service.answer(PassedRequest.decode(encoded)));
        } catch (IOException e) {
            throw new KvException.Unavailable("This server does not know such requests", e);
        }
    }
}
