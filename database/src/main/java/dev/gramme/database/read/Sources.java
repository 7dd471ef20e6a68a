package dev.gramme.database.read;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.ConditionPaths;
import dev.gramme.database.expression.Projection;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.Table;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Query or Scan reads from, and what may be asked of an index. */
public final class Sources {
    private Sources() {}

    /** The table, or the index that is named. */
    public static ItemSource of(Table table, @Nullable String indexName, boolean consistent) {
        if (indexName == null) {
            return table;
        }
        Index index = table.findIndex(indexName);
        if (index == null || !index.isMaintained()) {
            throw DynamoException.validation("The table does not have the specified index: " + indexName);
        }
        if (index.isGlobal() && consistent) {
            throw DynamoException.validation("Consistent reads are not supported on global secondary indexes");
        }
        if (!index.isComplete()) {
            throw DynamoException.validation("Cannot read from backfilling global secondary index: " + indexName);
        }
        return index;
    }

    /**
     * Whether whole items have to be read from the table, since the entries of a local index lack what is wanted.
     *
     * @throws DynamoException where a global index lacks it
     */
    public static boolean needsItems(ItemSource source, @Nullable String select, @Nullable Projection projection) {
        if (!(source instanceof Index index) || index.projectsAll()) {
            return false;
        }
        if ("ALL_ATTRIBUTES".equals(select)) {
            if (index.isGlobal()) {
                throw invalid("Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name()
                        + " because its projection type is not ALL");
            }
            return true;
        }
        if (projection == null) {
            return false;
        }
        List<String> missing = projection.attributes().stream()
                .filter(attribute -> !index.projects(attribute))
                .toList();
        if (!missing.isEmpty() && index.isGlobal()) {
            throw invalid("Global secondary index " + index.name() + " does not project [" + String.join(", ", missing)
                    + "]");
        }
        return !missing.isEmpty();
    }

    /** Whether an entry of the source may lack any of these attributes of its item. */
    static boolean lacks(ItemSource source, Set<String> attributes) {
        return source instanceof Index index && !attributes.stream().allMatch(index::projects);
    }

    /** Filters look at entries, and never at what orders them. */
    static void checkFilter(ItemSource source, @Nullable Condition filter) {
        if (filter == null || !(source instanceof Index index)) {
            return;
        }
        List<String> missing = ConditionPaths.attributes(filter).stream()
                .filter(attribute -> !index.projects(attribute))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw invalid("Secondary index " + index.name() + " does not project one or more filter attributes: ["
                    + String.join(", ", missing) + "]");
        }
    }

    /** A Query's filter may not look at the key it is ordered by. */
    static void checkQueryFilter(ItemSource source, @Nullable Condition filter, boolean expression) {
        checkFilter(source, filter);
        if (filter == null) {
            return;
        }
        for (String attribute : ConditionPaths.attributes(filter)) {
            if (source.schema().isKey(attribute)) {
                throw DynamoException.validation((expression ? "Filter Expression" : "QueryFilter")
                        + " can only contain non-primary key attributes: Primary key attribute: " + attribute);
            }
        }
    }

    private static DynamoException invalid(String what) {
        return DynamoException.validation("One or more parameter values were invalid: " + what);
    }
}
