package dev.gramme.database.identity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy that can be attached to several identities.
 *
 * @param accountId whose it is; {@code aws} for those there always are
 * @param path begins and ends with a slash
 * @param id unique for ever, {@code ANPA...}
 * @param createdMillis milliseconds since 1970
 * @param description null for none
 * @param versions from the oldest to the newest
 * @param defaultVersion the one that counts, such as {@code v1}
 * @param lastVersion the number of the newest version there ever was
 */
public record ManagedPolicy(
        String accountId,
        String name,
        String path,
        String id,
        long createdMillis,
        @Nullable String description,
        Map<String, String> tags,
        List<Version> versions,
        String defaultVersion,
        int lastVersion) {
    /** The account that AWS's own policies belong to. */
    public static final String AWS = "aws";

    public static final String ID_PREFIX = "ANPA";

    /**
     * A version of a policy.
     *
     * @param id such as {@code v1}
     * @param createdMillis milliseconds since 1970
     */
    public record Version(String id, PolicyText text, long createdMillis) {}

    public ManagedPolicy {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        versions = List.copyOf(versions);
    }

    public static String arn(String accountId, String path, String name) {
        return "arn:aws:iam::" + accountId + ":policy" + path + name;
    }

    public String arn() {
        return arn(accountId, path, name);
    }

    /** What it is found by, and listed in the order of. */
    static String place(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public @Nullable Version version(String versionId) {
        return versions.stream()
                .filter(version -> version.id().equals(versionId))
                .findFirst()
                .orElse(null);
    }

    /** What it says now. */
    public PolicyText text() {
        Version version = version(defaultVersion);
        if (version == null) {
            throw new IllegalStateException("a policy without its default version");
        }
        return version.text();
    }

    /** When its newest version was made. */
    public long updatedMillis() {
        return versions.getLast().createdMillis();
    }

    public ManagedPolicy withTags(Map<String, String> changed) {
        return new ManagedPolicy(
                accountId, name, path, id, createdMillis, description, changed, versions, defaultVersion, lastVersion);
    }

    public ManagedPolicy withDefault(String versionId) {
        return new ManagedPolicy(
                accountId, name, path, id, createdMillis, description, tags, versions, versionId, lastVersion);
    }

    /** With other versions; the number of the newest there ever was does not go back. */
    public ManagedPolicy withVersions(List<Version> changed, int newest) {
        return new ManagedPolicy(
                accountId, name, path, id, createdMillis, description, tags, changed, defaultVersion, newest);
    }
}
