package dev.gramme.server;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.trigger.LocalFunctions;
import dev.gramme.database.trigger.TriggerSettings;
import dev.gramme.database.work.Tenure;
import dev.gramme.server.audit.AuditTrail;
import dev.gramme.server.gateway.Gateway;
import dev.gramme.server.http.HttpListener;
import dev.gramme.server.sigv4.SignedCallers;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A running server: engine, database, gateway, listener. It listens on loopback unless told otherwise. */
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private static final Tenure.Watcher ALONE = new Tenure.Watcher() {
        @Override
        public void waits() {
            LOG.log(System.Logger.Level.INFO, "Another server answers; this one waits.");
        }

        @Override
        public void lost() {
            LOG.log(System.Logger.Level.WARNING, "Another server answers from now on.");
        }
    };

    private final Database database;
    private final LocalFunctions functions;
    private final HttpListener listener;
    private final Network network;
    private final AuditTrail audit;

    private Server(
            Database database, LocalFunctions functions, HttpListener listener, Network network, AuditTrail audit) {
        this.audit = audit;
        this.network = network;
        this.database = database;
        this.functions = functions;
        this.listener = listener;
    }

    /**
     * Starts a server; it answers requests when this returns.
     *
     * @throws IOException where the port is taken or the data directory cannot be used
     */
    public static Server start(ServerConfig config) throws IOException {
        return start(config, ALONE);
    }

    /**
     * Starts a server; where its data lies in a cluster, it first waits until no other one answers.
     *
     * @param watcher is told of the others
     * @throws IOException as above
     */
    public static Server start(ServerConfig config, Tenure.Watcher watcher) throws IOException {
        config.network().require(config.authentication());
        Environment environment = new SystemEnvironment();
        TriggerSettings triggers = config.settings().triggers();
        LocalFunctions functions = new LocalFunctions(triggers.functions());
        AuditTrail audit = new AuditTrail(config.audit(), environment::clockMillis);
        Database database;
        try {
            database = openDatabase(
                    config.withSettings(config.settings()
                            .withTriggers(triggers.withFunctions(functions))
                            .withEvents(audit)),
                    environment,
                    watcher);
        } catch (IOException | RuntimeException e) {
            audit.close();
            throw e;
        }
        try {
            Gateway gateway = new Gateway(
                    database,
                    config.accountId(),
                    config.region(),
                    config.limits().bodyBytes(),
                    config.authentication() == ServerConfig.Authentication.OPEN
                            ? null
                            : new SignedCallers(database.credentials(), environment::clockMillis),
                    audit);
            InetSocketAddress address = new InetSocketAddress(config.network().address(), config.port());
            HttpListener listener = new HttpListener(
                    address,
                    config.eventLoops(),
                    config.limits(),
                    config.network().tls(),
                    gateway);
            return new Server(database, functions, listener, config.network(), audit);
        } catch (IOException | RuntimeException e) {
            database.close();
            audit.close();
            throw e;
        }
    }

    private static Database openDatabase(ServerConfig config, Environment environment, Tenure.Watcher watcher)
            throws IOException {
        return switch (config.storage()) {
            case Storage.InMemory() -> Engines.inMemory(environment, config.settings());
            case Storage.OnDisk(var directory) ->
                Engines.onDisk(
                        directory.resolve("store"),
                        rootKey(config, directory, environment),
                        environment,
                        config.settings());
            case Storage.OnCluster(var location, var directory) -> {
                requireShared(config.rootKey());
                yield Engines.onCluster(
                        location, rootKey(config, directory, environment), environment, config.settings(), watcher);
            }
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
        if (from instanceof RootKeySource.OfFile file && !Files.exists(file.place(data))) {
            throw new IOException("There is no root key in " + file.place(data) + ".");
        }
        Environment environment = new SystemEnvironment();
        return Engines.check(store, new RootKeyService(from.open(data), environment), environment, backupArn);
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

    /** The database behind it, for callers in the same process. */
    public Database database() {
        return database;
    }

    /** Where functions of this process are registered, for event source mappings to call. */
    public LocalFunctions functions() {
        return functions;
    }

    /** Finishes running requests, then closes everything. */
    @Override
    public void close() {
        listener.close();
        database.close();
        try {
            audit.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The audit log could not be closed: " + e.getMessage());
        }
    }
}
