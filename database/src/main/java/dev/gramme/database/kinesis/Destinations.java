package dev.gramme.database.kinesis;

import dev.gramme.database.table.Destination;
import dev.gramme.database.table.TableRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The destinations in a table's record: at most one that is not off, and the last few that are. */
final class Destinations {
    /** How many are remembered of a table. */
    private static final int MOST = 10;

    private Destinations() {}

    static @Nullable Destination find(TableRecord record, String streamArn) {
        for (Destination destination : record.settings().destinations()) {
            if (destination.streamArn().equals(streamArn)) {
                return destination;
            }
        }
        return null;
    }

    /** With a destination more; one of the same stream goes, and the oldest where there are too many. */
    static TableRecord with(TableRecord record, Destination added) {
        List<Destination> all = new ArrayList<>(record.settings().destinations());
        all.removeIf(known -> known.streamArn().equals(added.streamArn()));
        all.add(added);
        return with(record, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** With the destination of a label changed, if there is one. */
    static TableRecord changed(TableRecord record, String label, UnaryOperator<Destination> change) {
        return with(
                record,
                record.settings().destinations().stream()
                        .map(known -> known.label().equals(label) ? change.apply(known) : known)
                        .toList());
    }

    private static TableRecord with(TableRecord record, List<Destination> destinations) {
        return record.withSettings(record.settings().withDestinations(destinations));
    }
}
