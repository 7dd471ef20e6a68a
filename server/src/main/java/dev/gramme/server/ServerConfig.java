package dev.gramme.server;

import dev.gramme.database.Settings;
import dev.gramme.server.audit.AuditSettings;
import dev.gramme.server.http.HttpLimits;
import java.nio.file.Path;

/**
 * How a server is set up.
 *
 * @param port 0 for any free one
 * @param storage where data lies
 * @param eventLoops threads that serve sockets
 * @param settings how the database is set up
 * @param authentication whether signatures are checked; open for a server inside another program, unless told otherwise
 * @param network where it listens and how
 * @param rootKey where the root key comes from; nothing is asked where everything is in memory
 * @param audit which calls are recorded, and where
 */
public record ServerConfig(
        int port,
        Storage storage,
        String region,
        String accountId,
        int eventLoops,
        HttpLimits limits,
        Settings settings,
        Authentication authentication,
        Network network,
        RootKeySource rootKey,
        AuditSettings audit) {
    /** Who may call. */
    public enum Authentication {
        /** Only who signs with a key this server knows. */
        SIGNED,
        /** Whoever can reach the port, with any key: for tests. */
        OPEN
    }

    public static final int DEFAULT_PORT = 8000;
    public static final String DEFAULT_REGION = "us-east-1";
    public static final String DEFAULT_ACCOUNT = "000000000000";

    /** A server that keeps nothing, on any free port; it takes any access key. */
    public static ServerConfig inMemory() {
        return embedded(new Storage.InMemory(), AuditSettings.inMemory());
    }

    /** A server that keeps its data in a directory, on any free port; it takes any access key. */
    public static ServerConfig onDisk(Path data) {
        return embedded(new Storage.OnDisk(data), audited(data));
    }

    /**
     * A server of a cluster, on any free port; it takes any access key.
     *
     * @param data for what it keeps for itself
     */
    public static ServerConfig onCluster(String location, Path data) {
        return embedded(new Storage.OnCluster(location, data), audited(data));
    }

    private static AuditSettings audited(Path data) {
        return AuditSettings.inMemory().withDirectory(data.resolve("audit"));
    }

    private static ServerConfig embedded(Storage storage, AuditSettings audit) {
        return new ServerConfig(
                0,
                storage,
                DEFAULT_REGION,
                DEFAULT_ACCOUNT,
                Runtime.getRuntime().availableProcessors(),
                HttpLimits.DEFAULT,
                Settings.DEFAULT,
                Authentication.OPEN,
                Network.loopback(),
                RootKeySource.DEFAULT,
                audit);
    }

    public ServerConfig withPort(int newPort) {
        return new ServerConfig(
                newPort,
                storage,
                region,
                accountId,
                eventLoops,
                limits,
                settings,
                authentication,
                network,
                rootKey,
                audit);
    }

    public ServerConfig withRegion(String newRegion) {
        return new ServerConfig(
                port,
                storage,
                newRegion,
                accountId,
                eventLoops,
                limits,
                settings,
                authentication,
                network,
                rootKey,
                audit);
    }

    /** With the account that callers belong to where authentication is open. */
    public ServerConfig withAccount(String newAccountId) {
        return new ServerConfig(
                port,
                storage,
                region,
                newAccountId,
                eventLoops,
                limits,
                settings,
                authentication,
                network,
                rootKey,
                audit);
    }

    public ServerConfig withSettings(Settings newSettings) {
        return new ServerConfig(
                port,
                storage,
                region,
                accountId,
                eventLoops,
                limits,
                newSettings,
                authentication,
                network,
                rootKey,
                audit);
    }

    public ServerConfig withAuthentication(Authentication changed) {
        return new ServerConfig(
                port, storage, region, accountId, eventLoops, limits, settings, changed, network, rootKey, audit);
    }

    public ServerConfig withNetwork(Network changed) {
        return new ServerConfig(
                port,
                storage,
                region,
                accountId,
                eventLoops,
                limits,
                settings,
                authentication,
                changed,
                rootKey,
                audit);
    }

    public ServerConfig withRootKey(RootKeySource changed) {
        return new ServerConfig(
                port,
                storage,
                region,
                accountId,
                eventLoops,
                limits,
                settings,
                authentication,
                network,
                changed,
                audit);
    }

    public ServerConfig withAudit(AuditSettings changed) {
        return new ServerConfig(
                port,
                storage,
                region,
                accountId,
                eventLoops,
                limits,
                settings,
                authentication,
                network,
                rootKey,
                changed);
    }
}
