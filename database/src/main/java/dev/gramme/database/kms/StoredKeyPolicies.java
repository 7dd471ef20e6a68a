package dev.gramme.database.kms;

import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.ResourceRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What keys say of who may use them: their policies, and their grants, but for those of services. A key's own policy
 * must allow, be it to the account as a whole (source: developer guide, "Key policies").
 */
final class StoredKeyPolicies implements ResourcePolicies {
    private static final String PREFIX = "arn:aws:kms:";
    private static final String KEY = ":key/";

    private final Keys keys;
    private final Grants grants;
    private final Map<String, Compiled> byId = new ConcurrentHashMap<>();

    /** A rule, and of what it was made: it holds as long as that is the same. */
    private record Compiled(String policy, List<Grant> grants, ResourceRule rule) {}

    StoredKeyPolicies(Keys keys, Grants grants) {
        this.keys = keys;
        this.grants = grants;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a list of grants is replaced when anything changes, so a look is enough
    public @Nullable ResourceRule find(String arn) {
        int at = arn.startsWith(PREFIX) ? arn.indexOf(KEY) : -1;
        KmsKey key = at < 0 ? null : keys.find(arn.substring(at + KEY.length()));
        if (key == null) {
            return null;
        }
        List<Grant> given = grants.ofPrincipals(key.id());
        Compiled known = byId.get(key.id());
        if (known == null || known.grants() != given || !known.policy().equals(key.policy())) {
            known = new Compiled(key.policy(), given, rule(key, given));
            byId.put(key.id(), known);
        }
        return known.rule();
    }

    private static ResourceRule rule(KmsKey key, List<Grant> given) {
        Policy policy = Policy.parse(key.policy(), PolicyKind.RESOURCE);
        for (Grant grant : given) {
            policy = policy.and(Policy.parse(grant.policy(), PolicyKind.RESOURCE));
        }
        return ResourceRule.mustAllow(key.accountId(), new AttachedPolicy(key.arn(), policy));
    }
}
