package dev.gramme.server.cli;

import dev.gramme.database.Settings;
import dev.gramme.database.kinesis.DestinationSettings;
import dev.gramme.database.split.SplitSettings;
import dev.gramme.database.trigger.TriggerSettings;
import dev.gramme.kv.KvException;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import dev.gramme.server.ServerConfig.Authentication;
import dev.gramme.server.lambda.FailureSink;
import dev.gramme.server.lambda.RemoteFunctions;
import dev.gramme.server.remote.KeySets;
import dev.gramme.server.remote.Sinks;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gramme serve}. */
@Command(name = "serve", description = "Starts a server and runs until it is stopped.", mixinStandardHelpOptions = true)
public final class Serve implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = ServerConfig.DEFAULT_PORT;

    @Mixin
    private RootKeyOptions rootKey = new RootKeyOptions();

    @Mixin
    private Listening listening = new Listening();

    @Mixin
    private Auditing auditing = new Auditing();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data and the root key. Default: ./data.")
    private Path data = Path.of("data");

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "rocksdb: in the data directory. cassandra://HOST[:PORT],.../KEYSPACE?dc=NAME&rf=COPIES: in a"
                    + " cluster, together with other servers. Default: rocksdb.")
    private String engine = "rocksdb";

    @Option(
            names = "--partition-bytes",
            paramLabel = "BYTES",
            description = "In a cluster: a partition that holds more is split in two. Default: 1 GB.")
    private long partitionBytes = SplitSettings.DEFAULT.maxBytes();

    @Option(names = "--in-memory", description = "Keep everything in memory; nothing outlives the process.")
    private boolean inMemory;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region this server stands for. Default: ${DEFAULT-VALUE}.")
    private String region = ServerConfig.DEFAULT_REGION;

    @Option(
            names = "--auth",
            paramLabel = "MODE",
            description = "signed: only who signs with a key of this server; the root's is shown at the first start."
                    + " open: any access key, for tests. Default: signed.")
    private String auth = "signed";

    @Mixin
    private RootKeys rootKeys = new RootKeys();

    @Option(
            names = "--kinesis-endpoint",
            paramLabel = "URL",
            description = "Where Kinesis streaming destinations deliver to: http(s)://HOST:PORT, aws, file:///DIR or"
                    + " sink+http(s)://HOST:PORT/PATH. Default: nowhere.")
    private @Nullable String kinesisEndpoint;

    @Option(
            names = "--lambda-endpoint",
            paramLabel = "URL",
            description = "Where event source mappings call functions: URL/2015-03-31/functions/NAME/invocations.")
    private @Nullable URI lambdaEndpoint;

    @Option(
            names = "--function",
            paramLabel = "NAME=URL",
            description = "Where one function is called, such as a Lambda runtime interface emulator's port.")
    private Map<String, URI> functions = Map.of();

    @Option(
            names = "--failure-destination",
            paramLabel = "URL",
            description = "Where event source mappings tell of records they discarded: file:///DIR or http(s)://...")
    private @Nullable URI failureDestination;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL=KEYS",
            description = "An issuer of tokens for AssumeRoleWithWebIdentity, and its key set (JWKS): a file or a URL.")
    private Map<String, String> oidcIssuers = Map.of();

    @Option(
            names = "--exit-when-ready",
            hidden = true,
            description = "Stop right after the start, to train the start-up cache.")
    private boolean exitWhenReady;

    /** Where changes are sent to; throws IllegalArgumentException where that cannot be. */
    private Settings settings() {
        TriggerSettings triggers =
                TriggerSettings.DEFAULT.withFunctions(new RemoteFunctions(lambdaEndpoint, functions));
        Settings settings = Settings.DEFAULT
                .withTriggers(
                        failureDestination == null
                                ? triggers
                                : triggers.withDestination(new FailureSink(failureDestination)))
                .withWebIdentityKeys(new KeySets(oidcIssuers, System::currentTimeMillis))
                .withSplits(SplitSettings.DEFAULT.withMaxBytes(partitionBytes));
        return kinesisEndpoint == null
                ? settings
                : settings.withDestinations(DestinationSettings.DEFAULT.withSink(Sinks.open(kinesisEndpoint)));
    }

    private ServerConfig storage() {
        if (engine.equals("rocksdb")) {
            return inMemory ? ServerConfig.inMemory() : ServerConfig.onDisk(data);
        }
        if (inMemory) {
            throw new IllegalArgumentException("--in-memory and --engine do not go together.");
        }
        if (!engine.startsWith("cassandra:")) {
            throw new IllegalArgumentException("--engine knows 'rocksdb' and 'cassandra://...', not '" + engine + "'.");
        }
        return ServerConfig.onCluster(engine, data);
    }

    private String place() {
        if (inMemory) {
            return "in memory";
        }
        return engine.equals("rocksdb") ? "data in " + data.toAbsolutePath() : "data in " + engine;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (!auth.equals("open") && !auth.equals("signed")) {
            err.println("gramme: --auth knows 'signed' and 'open', not '" + auth + "'.");
            return 2;
        }
        ServerConfig config;
        List<String> accounts;
        try {
            config = storage()
                    .withPort(port)
                    .withRegion(region)
                    .withAuthentication(auth.equals("open") ? Authentication.OPEN : Authentication.SIGNED);
            accounts = rootKeys.accounts(config.accountId());
            config = config.withAccount(accounts.getFirst())
                    .withSettings(settings())
                    .withAudit(auditing.settings(config.audit()));
        } catch (IllegalArgumentException e) {
            err.println("gramme: " + e.getMessage());
            return 2;
        }
        try {
            config = config.withRootKey(rootKey.source()).withNetwork(listening.network(data, out));
            Server server = Server.start(config);
            tell(server, accounts);
            if (exitWhenReady) {
                StartUpTraining.run(server);
                server.close();
                return 0;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            Thread.currentThread().join();
            return 0;
        } catch (IOException | KvException e) {
            err.println("gramme: " + e.getMessage());
            return 1;
        }
    }

    private void tell(Server server, List<String> accounts) {
        PrintWriter out = spec.commandLine().getOut();
        boolean open = auth.equals("open");
        out.println("Gramme listens on " + server.endpoint() + " (region " + region + ", " + place() + ")."
                + (open ? " Any access key is accepted." : ""));
        if (!server.leads()) {
            out.println("Another server of this cluster leads; it has shown the root's access key when it was made.");
        } else if (!open) {
            rootKeys.show(server.database().accessKeys(), accounts, out);
        }
        out.flush();
    }
}
