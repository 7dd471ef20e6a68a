package dev.gramme.database.partiql;

import dev.gramme.database.expression.Path;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What SELECT returns of an item: each value under the last name of its path, with the indexes that follow on it. */
record Columns(Map<String, Path> byName, boolean attributesOnly) {
    /** Null for whole items. */
    static @Nullable Columns of(@Nullable List<Path> paths) {
        if (paths == null) {
            return null;
        }
        Map<String, Path> byName = new LinkedHashMap<>();
        paths.forEach(path -> byName.put(nameOf(path), path));
        return new Columns(byName, paths.stream().allMatch(Path::isAttribute));
    }

    /** {@code a.b[0]} is called {@code b[0]}. */
    static String nameOf(Path path) {
        StringBuilder name = new StringBuilder();
        for (Path.Step step : path.steps()) {
            if (step instanceof Path.Field) {
                name.setLength(0);
            }
            name.append(step);
        }
        return name.toString();
    }

    Item project(Item item) {
        if (attributesOnly) {
            return item.keep(byName.keySet());
        }
        Map<String, AttributeValue> kept = new LinkedHashMap<>();
        byName.forEach((name, path) -> {
            AttributeValue value = path.find(item);
            if (value != null) {
                kept.put(name, value);
            }
        });
        return Item.of(kept);
    }
}
