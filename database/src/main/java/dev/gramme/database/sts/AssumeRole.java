package dev.gramme.database.sts;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.IssuedSession;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.AssumeRoleRequest;
import dev.gramme.model.sts.AssumeRoleResponse;
import dev.gramme.model.sts.AssumedRoleUser;
import dev.gramme.model.sts.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * AssumeRole: a session of a role, for whom the role trusts and whose own policies allow it. The role's trust is a
 * policy of a resource, but for this operation alone, so it is asked here and not where all others are.
 */
final class AssumeRole implements Operation<AssumeRoleRequest, AssumeRoleResponse> {
    private static final int CHAINED_SECONDS = 3_600;

    private final Sessions sessions;
    private final Authorizer trust;

    /** Takes what it needs; {@code trust} asks the trust policies of roles and the caller's own policies. */
    AssumeRole(Sessions sessions, Authorizer trust) {
        this.sessions = sessions;
        this.trust = trust;
    }

    @Override
    public OperationShape<AssumeRoleRequest, AssumeRoleResponse> shape() {
        return Operations.ASSUME_ROLE;
    }

    /** None: what it needs is asked when it is known which tags the session shall have. */
    @Override
    public List<Access> accesses(Call call, AssumeRoleRequest request) {
        return List.of();
    }

    @Override
    public AssumeRoleResponse run(Call call, AssumeRoleRequest request) {
        Sessions.requireNoFactor(request.serialNumber() != null || request.tokenCode() != null);
        if (request.providedContexts() != null) {
            throw DynamoException.validation("ProvidedContexts are not supported");
        }
        Caller caller = call.caller();
        if (caller.kind() == Caller.Kind.ROOT) {
            throw new DynamoException(ErrorCode.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
        }
        String roleArn = requireNonNull(request.roleArn());
        AssumedRole role = AssumedRole.find(sessions.accounts(), roleArn);
        if (role == null) {
            // whether there is such a role is not told
            throw new DynamoException(
                    ErrorCode.ACCESS_DENIED,
                    "User: " + caller.arn() + " is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
        }
        Map<String, String> given = SessionLimits.tags(request.tags());
        Map<String, String> tags = new LinkedHashMap<>(given);
        List<String> transitive = transitive(caller.session(), request, tags);
        String sourceIdentity = sourceIdentity(caller.session(), request);
        requireTrust(call, request, role, given);
        int seconds = role.seconds(request.durationSeconds());
        if (caller.kind() == Caller.Kind.ASSUMED_ROLE && seconds > CHAINED_SECONDS) {
            throw DynamoException.validation("The requested DurationSeconds exceeds the 1 hour session limit for roles"
                    + " assumed by role chaining.");
        }
        SessionLimits limits = SessionLimits.of(role.state(), request.policy(), request.policyArns(), tags);
        String name = requireNonNull(request.roleSessionName());
        String accountId = role.state().accountId();
        long now = sessions.nowMillis();
        IssuedSession session = new IssuedSession(
                sessions.newKeyId(accountId),
                sessions.newSecret(),
                Caller.Kind.ASSUMED_ROLE,
                accountId,
                role.role().id(),
                name,
                now,
                now + seconds * 1_000L,
                limits.policies(),
                limits.policyArns(),
                limits.tags(),
                transitive,
                sourceIdentity,
                caller.session() == null ? null : caller.session().provider());
        return AssumeRoleResponse.builder()
                .credentials(sessions.credentials(session))
                .assumedRoleUser(user(role, name))
                .packedPolicySize(limits.shownPercent())
                .sourceIdentity(sourceIdentity)
                .build();
    }

    /** Who a session of a role is. */
    static AssumedRoleUser user(AssumedRole role, String sessionName) {
        return AssumedRoleUser.builder()
                .assumedRoleId(role.role().id() + ":" + sessionName)
                .arn(IssuedSession.roleSessionArn(
                        role.state().accountId(), role.role().name(), sessionName))
                .build();
    }

    private void requireTrust(Call call, AssumeRoleRequest request, AssumedRole role, Map<String, String> tags) {
        SessionFacts facts = SessionFacts.of(role)
                .with("sts:externalid", request.externalId())
                .with("sts:rolesessionname", request.roleSessionName())
                .with("sts:sourceidentity", request.sourceIdentity())
                .withTags(tags, request.transitiveTagKeys());
        String arn = role.role().arn();
        trust.require(call, new Access("sts:AssumeRole", arn, facts));
        if (!tags.isEmpty()) {
            trust.require(call, new Access("sts:TagSession", arn, facts));
        }
        if (request.sourceIdentity() != null) {
            trust.require(call, new Access("sts:SetSourceIdentity", arn, facts));
        }
    }

    /** Adds the tags that come along from the caller's own session, and tells which go on. */
    private static List<String> transitive(
            Caller.@Nullable Session session, AssumeRoleRequest request, Map<String, String> tags) {
        List<String> transitive = new ArrayList<>();
        if (session != null) {
            for (String key : session.transitiveTags()) {
                if (holds(tags, key)) {
                    throw new DynamoException(
                            ErrorCode.INVALID_QUERY_VALUE,
                            "One of the specified transitive tag keys can't be set because it conflicts with a"
                                    + " transitive tag key from the calling session.");
                }
                transitive.add(key);
            }
            session.transitiveTags().forEach(key -> tags.put(key, session.tags().getOrDefault(key, "")));
        }
        for (String key : request.transitiveTagKeys() == null ? List.<String>of() : request.transitiveTagKeys()) {
            if (!holds(tags, key)) {
                throw new DynamoException(
                        ErrorCode.INVALID_QUERY_VALUE,
                        "The specified transitive tag key must be included in the requested tags.");
            }
            transitive.add(key);
        }
        return transitive;
    }

    private static boolean holds(Map<String, String> tags, String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return tags.keySet().stream()
                .anyMatch(tag -> tag.toLowerCase(Locale.ROOT).equals(lower));
    }

    /** Once set, it stays for the whole chain. */
    private static @Nullable String sourceIdentity(Caller.@Nullable Session session, AssumeRoleRequest request) {
        String former = session == null ? null : session.sourceIdentity();
        if (former == null || request.sourceIdentity() == null) {
            return former == null ? request.sourceIdentity() : former;
        }
        if (!former.equals(request.sourceIdentity())) {
            throw new DynamoException(
                    ErrorCode.ACCESS_DENIED, "The source identity of a session cannot be changed in role chaining.");
        }
        return former;
    }
}
