package dev.gramme.database.identity;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user, a group or a role.
 *
 * @param name as given; two that differ in case alone are not both allowed
 * @param path begins and ends with a slash
 * @param id unique for ever: {@code AIDA...}, {@code AGPA...} or {@code AROA...}
 * @param createdMillis milliseconds since 1970
 * @param tags in the order of their keys
 * @param attached ARNs of managed policies, in the order of their attachment
 * @param inline policies written into it, in the order of their names
 * @param boundary ARN of the managed policy that says what it may have at most; null for none
 * @param groups ids of the groups a user is in; empty for others
 * @param role null for what is no role
 */
public record Identity(
        Kind kind,
        String accountId,
        String name,
        String path,
        String id,
        long createdMillis,
        Map<String, String> tags,
        List<String> attached,
        Map<String, PolicyText> inline,
        @Nullable String boundary,
        List<String> groups,
        @Nullable RoleTerms role) {
    /** What an identity is. */
    public enum Kind {
        USER("user", "AIDA"),
        GROUP("group", "AGPA"),
        ROLE("role", "AROA");

        private final String word;
        private final String idPrefix;

        Kind(String word, String idPrefix) {
            this.word = word;
            this.idPrefix = idPrefix;
        }

        /** As ARNs and errors call it. */
        public String word() {
            return word;
        }

        public String idPrefix() {
            return idPrefix;
        }
    }

    public Identity {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        attached = List.copyOf(attached);
        inline = Collections.unmodifiableMap(new TreeMap<>(inline));
        groups = List.copyOf(groups);
    }

    /** A new one, which has nothing yet. */
    public static Identity of(Kind kind, String accountId, String name, String path, String id, long createdMillis) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, Map.of(), List.of(), Map.of(), null, List.of(), null);
    }

    /** The ARN of any identity. */
    public static String arn(Kind kind, String accountId, String path, String name) {
        return "arn:aws:iam::" + accountId + ":" + kind.word + path + name;
    }

    public String arn() {
        return arn(kind, accountId, path, name);
    }

    /** What it is found by, and listed in the order of. */
    static String place(Kind kind, String name) {
        return kind.word + "/" + name.toLowerCase(Locale.ROOT);
    }

    public Identity withName(String newName, String newPath) {
        return new Identity(
                kind, accountId, newName, newPath, id, createdMillis, tags, attached, inline, boundary, groups, role);
    }

    public Identity withTags(Map<String, String> changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, changed, attached, inline, boundary, groups, role);
    }

    public Identity withAttached(List<String> changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, tags, changed, inline, boundary, groups, role);
    }

    public Identity withInline(Map<String, PolicyText> changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, tags, attached, changed, boundary, groups, role);
    }

    public Identity withBoundary(@Nullable String changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, tags, attached, inline, changed, groups, role);
    }

    public Identity withGroups(List<String> changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, tags, attached, inline, boundary, changed, role);
    }

    public Identity withRole(RoleTerms changed) {
        return new Identity(
                kind, accountId, name, path, id, createdMillis, tags, attached, inline, boundary, groups, changed);
    }
}
