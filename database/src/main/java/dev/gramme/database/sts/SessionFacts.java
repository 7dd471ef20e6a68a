package dev.gramme.database.sts;

import dev.gramme.database.api.Conditions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a trust policy may ask of a request for a session; keys are in lower case. */
record SessionFacts(Map<String, List<String>> values) implements Conditions {
    static final SessionFacts NONE = new SessionFacts(Map.of());

    /** What is known of the role. */
    static SessionFacts of(AssumedRole role) {
        Map<String, List<String>> values = new HashMap<>();
        role.role().tags().forEach((key, value) -> {
            values.put("aws:resourcetag/" + key.toLowerCase(Locale.ROOT), List.of(value));
            values.put("iam:resourcetag/" + key.toLowerCase(Locale.ROOT), List.of(value));
        });
        return new SessionFacts(values);
    }

    @Override
    public @Nullable List<String> find(String key) {
        return values.get(key);
    }

    SessionFacts with(String key, @Nullable String value) {
        return value == null ? this : withAll(key, List.of(value));
    }

    private SessionFacts withAll(String key, List<String> all) {
        Map<String, List<String>> changed = new HashMap<>(values);
        changed.put(key, List.copyOf(all));
        return new SessionFacts(changed);
    }

    /** The tags that a session is given; {@code transitive} names those that go on. */
    SessionFacts withTags(Map<String, String> tags, @Nullable List<String> transitive) {
        SessionFacts facts = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            facts = facts.with("aws:requesttag/" + tag.getKey().toLowerCase(Locale.ROOT), tag.getValue());
        }
        if (!tags.isEmpty()) {
            facts = facts.withAll("aws:tagkeys", List.copyOf(tags.keySet()));
        }
        return transitive == null || transitive.isEmpty() ? facts : facts.withAll("sts:transitivetagkeys", transitive);
    }

    /** What the token of a provider says, as {@code host:claim}; {@code aud} is who it was meant for. */
    SessionFacts withClaims(String host, WebToken token) {
        String prefix = host.toLowerCase(Locale.ROOT) + ":";
        SessionFacts facts = withAll(prefix + "aud", token.audiences());
        for (String claim : List.of("sub", "amr", "email")) {
            List<String> values = token.claims().get(claim);
            if (values != null) {
                facts = facts.withAll(prefix + claim, values);
            }
        }
        List<String> audiences = token.claims().get("aud");
        return audiences == null ? facts : facts.withAll(prefix + "oaud", audiences);
    }
}
