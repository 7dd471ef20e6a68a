package dev.gramme.database.read;

import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Legacy;
import dev.gramme.database.expression.Projection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a read returns of each item, however it was asked for. */
final class ReadProjection {
    private ReadProjection() {}

    /** Null for whole items. */
    static @Nullable Projection of(
            @Nullable Expressions expressions, @Nullable String projection, @Nullable List<String> attributesToGet) {
        if (expressions != null && projection != null) {
            return expressions.projection(projection);
        }
        return attributesToGet == null ? null : Legacy.projection(attributesToGet);
    }

    /** The attributes it names. */
    static Set<String> names(@Nullable Projection projection) {
        return projection == null ? Set.of() : projection.attributes();
    }

    /** What of each item is answered, as Select would say it. */
    static String select(@Nullable String projection, @Nullable List<String> attributesToGet) {
        return projection == null && attributesToGet == null ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES";
    }
}
