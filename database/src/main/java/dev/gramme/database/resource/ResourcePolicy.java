package dev.gramme.database.resource;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a table, which is also that of its indexes, or of a stream. Source: developer guide, "Using
 * resource-based policies for DynamoDB".
 *
 * @param revisionId tells this version from all others there were
 * @param changedMillis when it was attached, milliseconds since 1970
 */
public record ResourcePolicy(Policy policy, String revisionId, long changedMillis) {
    /** Expected where there must be no policy yet. */
    public static final String NO_POLICY = "NO_POLICY";

    /** How long after a change there is no other. */
    static final long PAUSE_MILLIS = 15_000;

    private static final NameTable FIELDS = new NameTable("document", "revision", "changedMillis");

    /** A policy for a resource that is just being made. */
    public static ResourcePolicy first(Policy policy, long now) {
        return new ResourcePolicy(policy, Long.toString(now), now);
    }

    /**
     * The policy that is to be where another, or none, is now; the same one where the document is the same.
     *
     * @param expectedRevisionId null where the client does not care which is there
     */
    public static ResourcePolicy change(
            @Nullable ResourcePolicy before, Policy policy, @Nullable String expectedRevisionId, long now) {
        requireRevision(before, expectedRevisionId);
        if (before == null) {
            return first(policy, now);
        }
        if (before.policy.document().equals(policy.document())) {
            return before;
        }
        before.requirePause(now);
        return new ResourcePolicy(policy, Long.toString(Math.max(now, Long.parseLong(before.revisionId) + 1)), now);
    }

    /** Refuses to take a policy away where another is expected, or where it is too new. */
    public static void checkRemoval(@Nullable ResourcePolicy before, @Nullable String expectedRevisionId, long now) {
        requireRevision(before, expectedRevisionId);
        if (before != null) {
            before.requirePause(now);
        }
    }

    private static void requireRevision(@Nullable ResourcePolicy before, @Nullable String expected) {
        String revision = before == null ? NO_POLICY : before.revisionId;
        if (expected != null && !expected.equals(revision)) {
            throw new DynamoException(
                    ErrorCode.POLICY_NOT_FOUND,
                    before == null
                            ? "Resource-based policy not found for the provided ResourceArn"
                            : "The provided ExpectedRevisionId does not match the revision of the current policy");
        }
    }

    private void requirePause(long now) {
        if (now - changedMillis < PAUSE_MILLIS) {
            throw new DynamoException(
                    ErrorCode.RESOURCE_IN_USE,
                    "Attempt to change a resource which is still in use: Resource-based policy was updated less than "
                            + PAUSE_MILLIS / 1_000 + " seconds ago");
        }
    }

    public void write(JsonWriter writer) {
        writer.beginObject();
        writer.field("document");
        writer.string(policy.document());
        writer.field("revision");
        writer.string(revisionId);
        writer.field("changedMillis");
        writer.number(changedMillis);
        writer.endObject();
    }

    public static ResourcePolicy read(JsonReader reader) {
        Policy policy = null;
        String revision = null;
        long changed = 0;
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> policy = parse(reader.string());
                case 1 -> revision = reader.string();
                case 2 -> changed = reader.longInteger();
                default ->
                    throw new KvException.Corrupt("A resource's policy has a field this version does not know", null);
            }
        }
        if (policy == null || revision == null) {
            throw new KvException.Corrupt("Half of a resource's policy is missing", null);
        }
        return new ResourcePolicy(policy, Objects.requireNonNull(revision), changed);
    }

    private static Policy parse(String document) {
        try {
            return Policy.parse(document, PolicyKind.RESOURCE);
        } catch (MalformedPolicyException e) {
            throw new KvException.Corrupt("A resource's policy is not one that this version understands", e);
        }
    }
}
