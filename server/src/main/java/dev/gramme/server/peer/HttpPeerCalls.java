package dev.gramme.server.peer;

import dev.gramme.database.cluster.PeerCalls;
import dev.gramme.kv.KvException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Calls other servers by HTTP. */
public final class HttpPeerCalls implements PeerCalls, AutoCloseable {
    static final String PATH = "/gramme-peers";
    private static final int DONE = 200;
    /** Not for this server, too large, or too much is going on. */
    private static final Set<Integer> NOT_TAKEN = Set.of(403, 413, 503);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final HttpClient client;
    private final String scheme;

    /** Takes whether the servers' ports are encrypted; all of them are, or none. */
    public HttpPeerCalls(boolean tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        this.client = (tls ? builder.sslContext(anyCertificate()) : builder).build();
        this.scheme = tls ? "https" : "http";
    }

    @Override
    public byte[] call(String address, byte[] message, long timeoutMillis) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://" + address + PATH))
                .timeout(Duration.ofMillis(timeoutMillis))
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == DONE) {
                return response.body();
            }
            String why = "The server on " + address + " refused a call: " + response.statusCode();
            if (NOT_TAKEN.contains(response.statusCode())) {
                throw new KvException.Unavailable(why, null);
            }
            throw new KvException.Uncertain(why, null);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new KvException.Unavailable("The server on " + address + " cannot be reached", e);
        } catch (IOException e) {
            throw new KvException.Uncertain("The server on " + address + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KvException.Uncertain("A call to the server on " + address + " was given up", e);
        }
    }

    /** Messages are sealed: who cannot open them is no server of this cluster, whatever certificate it has. */
    private static SSLContext anyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks TLS", e);
        }
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
