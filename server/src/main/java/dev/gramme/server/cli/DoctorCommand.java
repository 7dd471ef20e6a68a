package dev.gramme.server.cli;

import dev.gramme.database.doctor.Diagnosis;
import dev.gramme.kv.KvException;
import dev.gramme.server.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether the data in a directory or in a cluster that no server is using is sound. */
@Command(
        name = "doctor",
        description = "Looks whether all data in a directory or a cluster that no server is using is sound: reads and"
                + " opens all, and holds what is kept twice against the other. Changes nothing. Exits with 0 where all"
                + " is sound, with 1 where something is not or the data cannot be opened. The options for the root key"
                + " are those of serve.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private RootKeyOptions rootKey = new RootKeyOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of the data. Default: ./data.")
    private Path data = Path.of("data");

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "rocksdb: the data is in the directory. cassandra://HOST,HOST/KEYSPACE?rf=3: in a cluster,"
                    + " whose servers all have to be stopped. Default: rocksdb.")
    private String engine = "rocksdb";

    @Option(
            names = "--backup",
            paramLabel = "ARN",
            description = "Look at this backup only: read all items a restore would read, and count them.")
    private @Nullable String backup;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean cluster = engine.startsWith("cassandra:");
        if (!cluster && !engine.equals("rocksdb")) {
            err.println("gramme: --engine knows 'rocksdb' and 'cassandra://...', not '" + engine + "'.");
            return 2;
        }
        Diagnosis diagnosis;
        try {
            diagnosis = cluster
                    ? Server.checkCluster(engine, data, rootKey.source(), backup)
                    : Server.check(data, rootKey.source(), backup);
        } catch (IOException | KvException e) {
            err.println("gramme: " + e.getMessage());
            return 1;
        }
        String place = cluster ? engine : data.toString();
        out.println("Checked " + (backup == null ? place : backup) + ":");
        diagnosis.checked().forEach((what, count) -> out.println("  " + what + ": " + count));
        diagnosis.notes().forEach(note -> out.println("note: " + note));
        diagnosis.faults().forEach(fault -> out.println("fault: " + fault));
        long untold = diagnosis.faultCount() - diagnosis.faults().size();
        if (untold > 0) {
            out.println("and " + untold + " faults more.");
        }
        out.println(diagnosis.isSound() ? "All is sound." : "Faults: " + diagnosis.faultCount() + ".");
        return diagnosis.isSound() ? 0 : 1;
    }
}
