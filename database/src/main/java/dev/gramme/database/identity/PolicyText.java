package dev.gramme.database.identity;

import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/** A policy's document, compiled when it is first asked. Two are equal where they are the same object. */
public final class PolicyText {
    private static final String DENIES_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    /** Stands for what cannot be had, so that what it says is not taken for nothing. */
    static final Policy DENIAL = Policy.parse(DENIES_ALL, PolicyKind.IDENTITY);

    private final String document;
    private final PolicyKind kind;
    private volatile @Nullable Policy compiled;

    /** A document that was checked before. */
    PolicyText(String document, PolicyKind kind) {
        this.document = document;
        this.kind = kind;
    }

    /** Checks a document; throws {@link MalformedPolicyException}. */
    public static PolicyText parse(String document, PolicyKind kind) {
        PolicyText text = new PolicyText(document, kind);
        text.compiled = Policy.parse(document, kind);
        return text;
    }

    /** As it was written. */
    public String document() {
        return document;
    }

    /** A document that this version of the language no longer takes denies everything. */
    public Policy policy() {
        Policy policy = compiled;
        if (policy == null) {
            try {
                policy = Policy.parse(document, kind);
            } catch (MalformedPolicyException e) {
                policy = DENIAL;
            }
            compiled = policy;
        }
        return policy;
    }

    @Override
    public String toString() {
        return document;
    }
}
