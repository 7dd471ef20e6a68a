package dev.gramme.database.table;

import dev.gramme.model.dynamodb.GlobalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.LocalSecondaryIndexDescription;
import dev.gramme.model.dynamodb.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The indexes of a table, between its description, its record and their working form. */
final class Indexes {
    private Indexes() {}

    static List<LocalSecondaryIndexDescription> local(TableDescription description) {
        List<LocalSecondaryIndexDescription> all = description.localSecondaryIndexes();
        return all == null ? List.of() : all;
    }

    static List<GlobalSecondaryIndexDescription> global(TableDescription description) {
        List<GlobalSecondaryIndexDescription> all = description.globalSecondaryIndexes();
        return all == null ? List.of() : all;
    }

    /** The names of all indexes, local ones first. */
    static List<String> names(TableDescription description) {
        List<String> names = new ArrayList<>();
        local(description).forEach(index -> names.add(Objects.requireNonNull(index.indexName())));
        global(description).forEach(index -> names.add(Objects.requireNonNull(index.indexName())));
        return names;
    }

    static List<Index> of(Table table, List<Index> known) {
        TableRecord record = table.record();
        List<Index> indexes = new ArrayList<>();
        for (LocalSecondaryIndexDescription index : local(record.description())) {
            IndexRecord kept = record.index(Objects.requireNonNull(index.indexName()));
            indexes.add(new Index(
                    table,
                    kept,
                    false,
                    Tables.ACTIVE,
                    KeySchemas.of(Objects.requireNonNull(index.keySchema()), record.attributeDefinitions()),
                    Objects.requireNonNull(index.projection()),
                    find(known, kept.id())));
        }
        for (GlobalSecondaryIndexDescription index : global(record.description())) {
            IndexRecord kept = record.index(Objects.requireNonNull(index.indexName()));
            indexes.add(new Index(
                    table,
                    kept,
                    true,
                    Objects.requireNonNull(index.indexStatus()),
                    KeySchemas.of(Objects.requireNonNull(index.keySchema()), record.attributeDefinitions()),
                    Objects.requireNonNull(index.projection()),
                    find(known, kept.id())));
        }
        return List.copyOf(indexes);
    }

    private static @Nullable Index find(List<Index> known, int id) {
        for (Index index : known) {
            if (index.id() == id) {
                return index;
            }
        }
        return null;
    }

    /** The description with today's counts of all indexes. */
    static TableDescription counted(TableDescription description, List<Index> indexes) {
        if (indexes.isEmpty()) {
            return description;
        }
        List<LocalSecondaryIndexDescription> local = new ArrayList<>();
        for (LocalSecondaryIndexDescription index : local(description)) {
            TableStatistics counts = statistics(indexes, index.indexName());
            local.add(index.toBuilder()
                    .indexSizeBytes(counts.bytes())
                    .itemCount(counts.items())
                    .build());
        }
        List<GlobalSecondaryIndexDescription> global = new ArrayList<>();
        for (GlobalSecondaryIndexDescription index : global(description)) {
            TableStatistics counts = statistics(indexes, index.indexName());
            global.add(index.toBuilder()
                    .warmThroughput(Throughput.shownWarm(description, index))
                    .indexSizeBytes(counts.bytes())
                    .itemCount(counts.items())
                    .build());
        }
        return description.toBuilder()
                .localSecondaryIndexes(local.isEmpty() ? null : local)
                .globalSecondaryIndexes(global.isEmpty() ? null : global)
                .build();
    }

    private static TableStatistics statistics(List<Index> indexes, @Nullable String name) {
        for (Index index : indexes) {
            if (index.name().equals(name)) {
                return index.statistics();
            }
        }
        throw new IllegalStateException("An index is described but not known: " + name);
    }
}
