package dev.gramme.database.policy;

import dev.gramme.database.api.Conditions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of ARNs. Each of the six parts between colons is compared for itself; the last holds whatever follows,
 * colons too. Parts that are missing match anything. Source: IAM user guide, "IAM JSON policy elements: Resource" and
 * "Amazon Resource Name (ARN) condition operators".
 */
final class ArnPattern {
    private static final int PARTS = 6;

    /** Null for anything at all. */
    private final Wildcard @Nullable [] before;

    private final TextPattern last;
    /** The whole, where nothing in it is a pattern: the common case. */
    private final @Nullable String exact;

    private ArnPattern(Wildcard @Nullable [] before, TextPattern last, @Nullable String exact) {
        this.before = before;
        this.last = last;
        this.exact = exact;
    }

    /** The pattern; a text that begins not with {@code arn:} is one for the whole. */
    static ArnPattern of(String text, boolean variables) {
        String[] parts = text.split(":", PARTS);
        boolean plain = text.indexOf('*') < 0 && text.indexOf('?') < 0 && !Template.hasVariables(text);
        if (parts.length < 2) {
            return new ArnPattern(null, TextPattern.of(text, variables), plain ? text : null);
        }
        Wildcard[] before = new Wildcard[PARTS - 1];
        for (int part = 0; part < PARTS - 1; part++) {
            before[part] = Wildcard.of(part < parts.length ? parts[part] : "*");
        }
        TextPattern last = TextPattern.of(parts.length == PARTS ? parts[PARTS - 1] : "*", variables);
        return new ArnPattern(before, last, plain && parts.length == PARTS ? text : null);
    }

    Verdict matches(String arn, Conditions conditions) {
        if (exact != null) {
            return Verdict.of(exact.equals(arn));
        }
        int at = 0;
        if (before != null) {
            for (Wildcard part : before) {
                int colon = arn.indexOf(':', at);
                if (colon < 0 || !part.matches(arn, at, colon)) {
                    return Verdict.NO;
                }
                at = colon + 1;
            }
        }
        Wildcard pattern = last.resolve(conditions);
        return pattern == null ? Verdict.UNKNOWN : Verdict.of(pattern.matches(arn, at, arn.length()));
    }

    @Override
    public String toString() {
        return "ArnPattern[" + Arrays.toString(before) + " " + exact + "]";
    }
}
