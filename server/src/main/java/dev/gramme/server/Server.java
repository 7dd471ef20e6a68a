package dev.gramme.server;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.trigger.LocalFunctions;
import dev.gramme.database.trigger.TriggerSettings;
import dev.gramme.server.gateway.Gateway;
import dev.gramme.server.http.HttpListener;
import dev.gramme.server.sigv4.SignedCallers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running server: engine, database, gateway, listener. It listens on loopback only. */
public final class Server implements AutoCloseable {
    private final Database database;
    private final LocalFunctions functions;
    private final HttpListener listener;

    private Server(Database database, LocalFunctions functions, HttpListener listener) {
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
        Environment environment = new SystemEnvironment();
        TriggerSettings triggers = config.settings().triggers();
        LocalFunctions functions = new LocalFunctions(triggers.functions());
        Database database = openDatabase(
                config.withSettings(config.settings().withTriggers(triggers.withFunctions(functions))), environment);
        try {
            Gateway gateway = new Gateway(
                    database,
                    config.accountId(),
                    config.region(),
                    config.limits().bodyBytes(),
                    config.authentication() == ServerConfig.Authentication.OPEN
                            ? null
                            : new SignedCallers(database.accessKeys()::find, environment::clockMillis));
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
            HttpListener listener = new HttpListener(address, config.eventLoops(), config.limits(), gateway);
            return new Server(database, functions, listener);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Database openDatabase(ServerConfig config, Environment environment) throws IOException {
        Path data = config.data();
        if (data == null) {
            return Engines.inMemory(environment, config.settings());
        }
        Files.createDirectories(data);
        byte[] rootKey = RootKeyFile.open(data.resolve("root.key"));
        return Engines.onDisk(
                data.resolve("store"), new RootKeyService(rootKey, environment), environment, config.settings());
    }

    public int port() {
        return listener.port();
    }

    /** What clients take as their endpoint. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
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
    }
}
