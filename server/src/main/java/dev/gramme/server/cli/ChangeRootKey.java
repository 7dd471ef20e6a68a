package dev.gramme.server.cli;

import dev.gramme.kv.KvException;
import dev.gramme.server.RootKeySource;
import dev.gramme.server.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes the root key of a data directory no server is using. */
@Command(
        name = "change-root-key",
        description = "Changes the root key of a data directory that no server is using. The options that say where the"
                + " root key is are those of serve, and stand for the one there is.",
        mixinStandardHelpOptions = true)
public final class ChangeRootKey implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private RootKeyOptions current = new RootKeyOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of the data. Default: ./data.")
    private Path data = Path.of("data");

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            required = true,
            description = "Where the new root key is: file:PATH, variable:NAME, keystore:FILE#ALIAS, pkcs11:FILE#ALIAS,"
                    + " kms:ARN or kms:ARN@URL. Files, and what KMS or a module encrypts, are made where they are not"
                    + " there.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String to;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            RootKeySource next = RootKeyPlace.parse(to, System.getenv());
            Server.changeRootKey(data, current.source(), next);
        } catch (IOException | KvException e) {
            err.println("gramme: " + e.getMessage());
            return 1;
        }
        spec.commandLine()
                .getOut()
                .println("The root key is changed. Start the server with the new one; the old one opens only copies of"
                        + " the data that were made before.");
        return 0;
    }
}
