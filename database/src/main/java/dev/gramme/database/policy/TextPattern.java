package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;
import org.jspecify.annotations.Nullable;

/** A pattern of a policy, with or without variables. */
final class TextPattern {
    private final @Nullable Wildcard fixed;
    private final @Nullable Template template;

    private TextPattern(@Nullable Wildcard fixed, @Nullable Template template) {
        this.fixed = fixed;
        this.template = template;
    }

    static TextPattern of(String text, boolean variables) {
        return variables && Template.hasVariables(text)
                ? new TextPattern(null, Template.of(text))
                : new TextPattern(Wildcard.of(text), null);
    }

    /** What it is for this request; null where the request lacks a variable. */
    @Nullable
    Wildcard resolve(Conditions conditions) {
        return template == null ? fixed : template.wildcard(conditions);
    }
}
