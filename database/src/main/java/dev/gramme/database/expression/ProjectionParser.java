package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.List;

/** Parses projections: paths with commas between. */
final class ProjectionParser {
    private ProjectionParser() {}

    static List<Path> parse(String text) {
        TokenStream tokens = new TokenStream(ExpressionKind.PROJECTION, text);
        List<Path> paths = new ArrayList<>();
        do {
            paths.add(tokens.path());
        } while (tokens.takeIf(","));
        tokens.expectEnd();
        return List.copyOf(paths);
    }
}
