package dev.gramme.server;

import dev.gramme.server.cli.ChangeRootKey;
import dev.gramme.server.cli.DoctorCommand;
import dev.gramme.server.cli.Serve;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code gramme}. */
@Command(
        name = "gramme",
        description = "DynamoDB that you own.",
        subcommands = {Serve.class, ChangeRootKey.class, DoctorCommand.class, CommandLine.HelpCommand.class})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(Main.class, new MainFactory()).execute(arguments));
    }

    /** Makes commands; this class itself is only a name and has a private constructor. */
    private static final class MainFactory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Main.class
                    ? type.cast(new Main())
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
