package dev.gramme.database.expression;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of an item that some paths lead to. Elements of lists keep their order and close up. */
public final class Projection {
    private final Map<String, Node> roots = new LinkedHashMap<>();
    private final boolean topLevelOnly;

    /** What is wanted of one value: all of it, or parts. */
    private static final class Node {
        private boolean whole;
        private final Map<String, Node> fields = new LinkedHashMap<>(2);
        private final Map<Integer, Node> elements = new TreeMap<>();
    }

    /** Paths must not overlap. */
    public Projection(List<Path> paths) {
        boolean top = true;
        for (Path path : paths) {
            Node node = roots.computeIfAbsent(path.attribute(), name -> new Node());
            for (Path.Step step : path.steps().subList(1, path.steps().size())) {
                node = switch (step) {
                    case Path.Field(var name) -> node.fields.computeIfAbsent(name, none -> new Node());
                    case Path.Index(var index) -> node.elements.computeIfAbsent(index, none -> new Node());
                };
            }
            node.whole = true;
            top &= path.isAttribute();
        }
        this.topLevelOnly = top;
    }

    /** The attributes of the item that are looked at. */
    public Set<String> attributes() {
        return roots.keySet();
    }

    /** The attributes of which only parts are wanted. */
    public Set<String> entered() {
        if (topLevelOnly) {
            return Set.of();
        }
        Set<String> entered = new LinkedHashSet<>();
        roots.forEach((name, node) -> {
            if (!node.whole) {
                entered.add(name);
            }
        });
        return entered;
    }

    public Item project(Item item) {
        if (topLevelOnly) {
            return item.keep(roots.keySet());
        }
        Map<String, AttributeValue> kept = new LinkedHashMap<>();
        roots.forEach((name, node) -> {
            AttributeValue value = item.find(name);
            AttributeValue part = value == null ? null : part(value, node);
            if (part != null) {
                kept.put(name, part);
            }
        });
        return Item.of(kept);
    }

    private static @Nullable AttributeValue part(AttributeValue value, Node node) {
        if (node.whole) {
            return value;
        }
        if (value instanceof AttributeValue.M(var entries) && !node.fields.isEmpty()) {
            Map<String, AttributeValue> kept = new LinkedHashMap<>();
            node.fields.forEach((name, inner) -> {
                AttributeValue entry = entries.get(name);
                AttributeValue part = entry == null ? null : part(entry, inner);
                if (part != null) {
                    kept.put(name, part);
                }
            });
            return kept.isEmpty() ? null : new AttributeValue.M(kept);
        }
        if (value instanceof AttributeValue.L(var elements) && !node.elements.isEmpty()) {
            List<AttributeValue> kept = new ArrayList<>();
            node.elements.forEach((index, inner) -> {
                AttributeValue part = index < elements.size() ? part(elements.get(index), inner) : null;
                if (part != null) {
                    kept.add(part);
                }
            });
            return kept.isEmpty() ? null : new AttributeValue.L(kept);
        }
        return null;
    }
}
