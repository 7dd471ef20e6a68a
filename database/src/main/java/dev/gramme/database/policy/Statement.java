package dev.gramme.database.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One statement of a policy, compiled. */
public final class Statement {
    private final @Nullable String sid;
    private final boolean allows;
    private final @Nullable Principals principals;
    private final Elements<Wildcard> actions;
    private final Elements<ArnPattern> resources;
    private final List<Condition> conditions;
    private final int from;
    private final int to;

    /**
     * The values of Action or NotAction, or of Resource or NotResource.
     *
     * @param negated whatever matches none of them
     */
    record Elements<T>(boolean negated, List<T> values) {}

    /**
     * @param principals null in policies that belong to a principal
     * @param from offset of its first character in the document
     * @param to offset behind its last
     */
    Statement(
            @Nullable String sid,
            boolean allows,
            @Nullable Principals principals,
            Elements<Wildcard> actions,
            Elements<ArnPattern> resources,
            List<Condition> conditions,
            int from,
            int to) {
        this.sid = sid;
        this.allows = allows;
        this.principals = principals;
        this.actions = actions;
        this.resources = resources;
        this.conditions = conditions;
        this.from = from;
        this.to = to;
    }

    /** Null where it has none. */
    public @Nullable String sid() {
        return sid;
    }

    /** Whether its effect is Allow; otherwise Deny. */
    public boolean allows() {
        return allows;
    }

    /** Offset of its first character in the document. */
    public int from() {
        return from;
    }

    /** Offset behind its last character. */
    public int to() {
        return to;
    }

    @Nullable
    Principals principals() {
        return principals;
    }

    /** Whether some condition narrows it. */
    boolean isConditional() {
        return !conditions.isEmpty();
    }

    List<Condition> conditions() {
        return conditions;
    }

    /** Whether action, resource and conditions fit; principals are not looked at. */
    boolean fits(PolicyRequest request, String lowerCaseAction) {
        return fitsAction(lowerCaseAction) && fitsResource(request) && fitsConditions(request);
    }

    private boolean fitsAction(String lowerCaseAction) {
        for (Wildcard action : actions.values()) {
            if (action.matches(lowerCaseAction)) {
                return !actions.negated();
            }
        }
        return actions.negated();
    }

    private boolean fitsResource(PolicyRequest request) {
        Verdict verdict = Verdict.NO;
        for (ArnPattern resource : resources.values()) {
            Verdict found = resource.matches(request.resource(), request.conditions());
            if (found == Verdict.YES) {
                return !resources.negated();
            }
            if (found == Verdict.UNKNOWN) {
                verdict = found;
            }
        }
        return resources.negated() && verdict == Verdict.NO;
    }

    private boolean fitsConditions(PolicyRequest request) {
        for (Condition condition : conditions) {
            if (!condition.holds(request.conditions(), !allows)) {
                return false;
            }
        }
        return true;
    }

    static Wildcard action(String action) {
        return Wildcard.of(action.toLowerCase(Locale.ROOT));
    }
}
