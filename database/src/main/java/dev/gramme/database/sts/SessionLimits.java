package dev.gramme.database.sts;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.model.sts.PolicyDescriptorType;
import dev.gramme.model.sts.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a session says of its policies and tags.
 *
 * @param policies documents
 * @param policyArns managed policies
 */
record SessionLimits(List<String> policies, List<String> policyArns, Map<String, String> tags) {
    /** Our own measure: AWS packs them in a way it does not tell. */
    private static final int MAX_PACKED_BYTES = 4_096;

    private static final int MAX_TAGS = 50;

    /** Reads and checks them; {@code state} is of the account whose policies are named. */
    static SessionLimits of(
            AccountState state,
            @Nullable String policy,
            @Nullable List<PolicyDescriptorType> policyArns,
            Map<String, String> tags) {
        List<String> arns = new ArrayList<>();
        if (policyArns != null) {
            for (PolicyDescriptorType each : policyArns) {
                String arn = each.arn();
                if (arn == null) {
                    throw DynamoException.validation("1 validation error detected: Value null at 'policyArns."
                            + (arns.size() + 1)
                            + ".member.arn' failed to satisfy constraint: Member must not be null");
                }
                if (state.policy(arn) == null) {
                    throw DynamoException.validation("Policy " + arn + " does not exist or is not attachable.");
                }
                arns.add(arn);
            }
        }
        if (policy != null) {
            try {
                Policy.parse(policy, PolicyKind.SESSION);
            } catch (MalformedPolicyException e) {
                throw new DynamoException(ErrorCode.MALFORMED_POLICY_DOCUMENT, e.text());
            }
        }
        SessionLimits limits =
                new SessionLimits(policy == null ? List.of() : List.of(policy), List.copyOf(arns), Map.copyOf(tags));
        if (limits.packedPercent() > 100) {
            throw new DynamoException(
                    ErrorCode.PACKED_POLICY_TOO_LARGE,
                    "Packed size of session policies and tags consumes " + limits.packedPercent()
                            + "% of allotted space.");
        }
        return limits;
    }

    private int packedPercent() {
        long bytes = 0;
        for (String policy : policies) {
            bytes += bytes(policy);
        }
        for (String arn : policyArns) {
            bytes += bytes(arn);
        }
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            bytes += bytes(tag.getKey()) + bytes(tag.getValue());
        }
        return (int) ((bytes * 100 + MAX_PACKED_BYTES - 1) / MAX_PACKED_BYTES);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** How much of what is allowed they take, in percent; null where there is nothing. */
    @Nullable
    Integer shownPercent() {
        return packedPercent() == 0 ? null : packedPercent();
    }

    /** The tags of a request; keys are told apart without regard to case. */
    static Map<String, String> tags(@Nullable List<Tag> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        for (Tag tag : tags == null ? List.<Tag>of() : tags) {
            String key = requireNonNull(tag.key(), "checked by the model");
            if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                throw new DynamoException(
                        ErrorCode.INVALID_QUERY_VALUE,
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            all.put(key, requireNonNull(tag.value(), "checked by the model"));
        }
        if (all.size() > MAX_TAGS) {
            throw DynamoException.validation("A session has at most " + MAX_TAGS + " tags");
        }
        return all;
    }
}
