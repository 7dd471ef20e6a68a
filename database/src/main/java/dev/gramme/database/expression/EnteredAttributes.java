package dev.gramme.database.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The attributes that paths lead into. Mostly there are none, and then nothing is kept. */
final class EnteredAttributes implements Consumer<Path> {
    private Set<String> names = Set.of();

    @Override
    public void accept(Path path) {
        if (!path.isAttribute()) {
            if (names.isEmpty()) {
                names = new LinkedHashSet<>();
            }
            names.add(path.attribute());
        }
    }

    Set<String> names() {
        return names;
    }
}
