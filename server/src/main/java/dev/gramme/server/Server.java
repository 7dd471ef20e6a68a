package dev.gramme.server;

import dev.gramme.database.ClusterDatabase;
import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.identity.CredentialSource;
import dev.gramme.database.trigger.LocalFunctions;
import dev.gramme.database.trigger.TriggerSettings;
import dev.gramme.server.audit.AuditTrail;
import dev.gramme.server.gateway.Backend;
import dev.gramme.server.gateway.Gateway;
import dev.gramme.server.http.HttpListener;
import dev.gramme.server.http.HttpService;
import dev.gramme.server.peer.HttpPeerCalls;
import dev.gramme.server.peer.PeerService;
import dev.gramme.server.sigv4.SignedCallers;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** A running server: engine, database, gateway, listener. It listens on loopback unless told otherwise. */
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private final Opened opened;
    private final LocalFunctions functions;
    private final HttpListener listener;
    private final Network network;
    private final AuditTrail audit;

    private Server(Opened opened, LocalFunctions functions, HttpListener listener, Network network, AuditTrail audit) {
        this.audit = audit;
        this.network = network;
        this.opened = opened;
        this.functions = functions;
        this.listener = listener;
    }

    /** What answers: a database of this process alone, or one of a cluster. */
    private sealed interface Opened {
        Database database();

        boolean leads();

        void close();
    }

    private record Alone(Database database) implements Opened {
        @Override
        public boolean leads() {
            return true;
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private record OneOfMany(ClusterDatabase cluster, HttpPeerCalls calls) implements Opened {
        @Override
        public Database database() {
            return cluster.database();
        }

        @Override
        public boolean leads() {
            return cluster.leads();
        }

        @Override
        public void close() {
            cluster.close();
            calls.close();
        }
    }

    /**
     * Starts a server; it answers requests when this returns.
     *
     * @throws IOException where the port is taken or the data directory cannot be used
     */
    public static Server start(ServerConfig config) throws IOException {
        config.network().require(config.authentication());
        Environment environment = new SystemEnvironment();
        TriggerSettings triggers = config.settings().triggers();
        LocalFunctions functions = new LocalFunctions(triggers.functions());
        AuditTrail audit = new AuditTrail(config.audit(), environment::clockMillis);
        ServerConfig complete = config.withSettings(config.settings()
                .withTriggers(triggers.withFunctions(functions))
                .withEvents(audit));
        try {
            Server server = config.storage() instanceof Storage.OnCluster storage
                    ? startInCluster(complete, storage, environment, functions, audit)
                    : startAlone(complete, environment, functions, audit);
            // not before it answers, which would be later then
            Thread.ofVirtual().name("ready-to-log").start(Server::getReadyToLog);
            return server;
        } catch (IOException | RuntimeException e) {
            audit.close();
            throw e;
        }
    }

    /**
     * Java reads files when the first line is logged; that may be when no more can be opened, and then it never can.
     */
    private static void getReadyToLog() {
        new SimpleFormatter().format(new LogRecord(Level.WARNING, ""));
    }

    private static Server startAlone(
            ServerConfig config, Environment environment, LocalFunctions functions, AuditTrail audit)
            throws IOException {
        Database database = openDatabase(config, environment);
        try {
            HttpListener listener = listen(config, gateway(config, Backend.of(database), environment, audit));
            return new Server(new Alone(database), functions, listener, config.network(), audit);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** It listens before it has a database, since it has to tell the others where. */
    private static Server startInCluster(
            ServerConfig config,
            Storage.OnCluster storage,
            Environment environment,
            LocalFunctions functions,
            AuditTrail audit)
            throws IOException {
        requireShared(config.rootKey());
        RootKeyService rootKey = rootKey(config, storage.directory(), environment);
        PeerService service = new PeerService();
        HttpListener listener = listen(config, service);
        HttpPeerCalls calls = new HttpPeerCalls(config.network().tls() != null);
        try {
            ClusterDatabase cluster = Engines.onCluster(
                    storage.location(),
                    rootKey,
                    environment,
                    config.settings(),
                    config.network().reachedAt(listener.port()),
                    calls,
                    service::answerPassedOn);
            Opened opened = new OneOfMany(cluster, calls);
            service.join(cluster);
            service.begin(gateway(config, service, environment, audit));
            cluster.awaitReady(() -> LOG.log(System.Logger.Level.INFO, "No server leads yet, or it does not answer."));
            return new Server(opened, functions, listener, config.network(), audit);
        } catch (IOException | RuntimeException e) {
            listener.close();
            calls.close();
            throw e;
        }
    }

    private static Gateway gateway(ServerConfig config, Backend backend, Environment environment, AuditTrail audit) {
        CredentialSource credentials =
                (keyId, token) -> backend.database().credentials().find(keyId, token);
        return new Gateway(
                backend,
                config.accountId(),
                config.region(),
                config.limits().bodyBytes(),
                config.authentication() == ServerConfig.Authentication.OPEN
                        ? null
                        : new SignedCallers(credentials, environment::clockMillis),
                audit);
    }

    private static HttpListener listen(ServerConfig config, HttpService service) throws IOException {
        return new HttpListener(
                new InetSocketAddress(config.network().address(), config.port()),
                config.eventLoops(),
                config.limits(),
                config.network().tls(),
                service);
    }

    private static Database openDatabase(ServerConfig config, Environment environment) throws IOException {
        return switch (config.storage()) {
            case Storage.InMemory() -> Engines.inMemory(environment, config.settings());
            case Storage.OnDisk(var directory) ->
                Engines.onDisk(
                        directory.resolve("store"),
                        rootKey(config, directory, environment),
                        environment,
                        config.settings());
            case Storage.OnCluster storage ->
                throw new IllegalArgumentException("Not of one process: " + storage.location());
        };
    }

    /** A key that is made at the first start would be another one for each server of a cluster. */
    private static void requireShared(RootKeySource rootKey) throws IOException {
        if (rootKey instanceof RootKeySource.OfFile(var file) && file == null) {
            throw new IOException("The servers of a cluster share one root key: name it with --root-key-file,"
                    + " --root-keystore, --root-kms or " + RootKeySource.VARIABLE + ".");
        }
    }

    private static RootKeyService rootKey(ServerConfig config, Path directory, Environment environment)
            throws IOException {
        Files.createDirectories(directory);
        return new RootKeyService(config.rootKey().open(directory), environment);
    }

    /**
     * Changes the root key of a data directory that no server is using.
     *
     * @throws IOException with what is wrong, for people
     */
    public static void changeRootKey(Path data, RootKeySource from, RootKeySource to) throws IOException {
        Path store = data.resolve("store");
        if (!Files.isDirectory(store)) {
            throw new IOException("There is no data in " + data + ".");
        }
        byte[] old = from.open(data);
        byte[] next = to instanceof RootKeySource.OfKms kms ? kms.prepare(data) : to.open(data);
        if (MessageDigest.isEqual(old, next)) {
            throw new IOException("The new root key is the one there is.");
        }
        Environment environment = new SystemEnvironment();
        Engines.changeRootKey(
                store, new RootKeyService(old, environment), new RootKeyService(next, environment), environment);
    }

    /**
     * Looks whether the data in a directory that no server is using is sound, and changes nothing.
     *
     * @param backupArn a backup to look at; null for everything
     * @throws IOException with what is wrong, for people
     */
    public static Diagnosis check(Path data, RootKeySource from, @Nullable String backupArn) throws IOException {
        Path store = data.resolve("store");
        if (!Files.isDirectory(store)) {
            throw new IOException("There is no data in " + data + ".");
        }
        Environment environment = new SystemEnvironment();
        return Engines.check(store, existingKey(from, data, environment), environment, backupArn);
    }

    /**
     * The same for the data in a cluster.
     *
     * @param data the directory of one of its servers, for root keys that are kept there
     * @throws IOException with what is wrong, for people
     */
    public static Diagnosis checkCluster(String location, Path data, RootKeySource from, @Nullable String backupArn)
            throws IOException {
        requireShared(from);
        Environment environment = new SystemEnvironment();
        return Engines.checkCluster(location, existingKey(from, data, environment), environment, backupArn);
    }

    private static RootKeyService existingKey(RootKeySource from, Path data, Environment environment)
            throws IOException {
        if (from instanceof RootKeySource.OfFile file && !Files.exists(file.place(data))) {
            throw new IOException("There is no root key in " + file.place(data) + ".");
        }
        return new RootKeyService(from.open(data), environment);
    }

    public int port() {
        return listener.port();
    }

    /** What clients take as their endpoint. */
    public URI endpoint() {
        InetAddress address = network.address();
        boolean here = address.isLoopbackAddress() || address.isAnyLocalAddress();
        String host = here ? "127.0.0.1" : NetUtil.toAddressString(address);
        String scheme = network.tls() == null ? "http://" : "https://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** The database behind it, for callers in the same process; in a cluster, the one of now. */
    public Database database() {
        return opened.database();
    }

    /** Whether no other server leads this one. */
    public boolean leads() {
        return opened.leads();
    }

    /** Where functions of this process are registered, for event source mappings to call. */
    public LocalFunctions functions() {
        return functions;
    }

    /** Finishes running requests, then closes everything. */
    @Override
    public void close() {
        listener.close();
        opened.close();
        try {
            audit.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit log could not be closed: " + e.getMessage());
        }
    }
}
