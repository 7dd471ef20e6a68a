package dev.gramme.database.policy;

import java.util.ArrayList;
import java.util.List;

/** A policy document, compiled. Immutable; two are equal where they are the same object. */
public final class Policy {
    /** Longest document that is read; services have smaller limits of their own. */
    public static final int MAX_CHARACTERS = 131_072;

    private final String document;
    private final PolicyKind kind;
    private final List<Statement> statements;

    Policy(String document, PolicyKind kind, List<Statement> statements) {
        this.document = document;
        this.kind = kind;
        this.statements = List.copyOf(statements);
    }

    /**
     * Reads and compiles a document.
     *
     * @throws MalformedPolicyException with IAM's words, where it is no policy of this kind
     */
    public static Policy parse(String document, PolicyKind kind) {
        return PolicyParser.parse(document, kind);
    }

    /** This policy with the statements of another one added. */
    public Policy and(Policy other) {
        List<Statement> all = new ArrayList<>(statements);
        all.addAll(other.statements);
        return new Policy(document, kind, all);
    }

    /** As it was written. */
    public String document() {
        return document;
    }

    public PolicyKind kind() {
        return kind;
    }

    public List<Statement> statements() {
        return statements;
    }

    @Override
    public String toString() {
        return document;
    }
}
