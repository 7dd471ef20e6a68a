package dev.gramme.database.sts;

import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.IssuedSession;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.FederatedUser;
import dev.gramme.model.sts.GetFederationTokenRequest;
import dev.gramme.model.sts.GetFederationTokenResponse;
import dev.gramme.model.sts.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GetFederationToken: temporary credentials for somebody else, who may do at most what the caller may. */
final class GetFederationToken implements Operation<GetFederationTokenRequest, GetFederationTokenResponse> {
    private final Sessions sessions;

    GetFederationToken(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public OperationShape<GetFederationTokenRequest, GetFederationTokenResponse> shape() {
        return Operations.GET_FEDERATION_TOKEN;
    }

    @Override
    public List<Access> accesses(Call call, GetFederationTokenRequest request) {
        String arn = IssuedSession.federatedUserArn(call.accountId(), requireNonNull(request.name()));
        Map<String, String> tags = SessionLimits.tags(request.tags());
        SessionFacts facts = SessionFacts.NONE.withTags(tags, null);
        List<Access> accesses = new ArrayList<>();
        accesses.add(new Access(shape().action(), arn, facts));
        if (!tags.isEmpty()) {
            accesses.add(new Access("sts:TagSession", arn, facts));
        }
        return accesses;
    }

    @Override
    public GetFederationTokenResponse run(Call call, GetFederationTokenRequest request) {
        UserSessions.requireLastingKey(call, "GetFederationToken");
        SessionLimits limits = SessionLimits.of(
                sessions.accounts().state(call.accountId()),
                request.policy(),
                request.policyArns(),
                SessionLimits.tags(request.tags()));
        String name = requireNonNull(request.name());
        long now = sessions.nowMillis();
        IssuedSession session = new IssuedSession(
                sessions.newKeyId(call.accountId()),
                sessions.newSecret(),
                Caller.Kind.FEDERATED_USER,
                call.accountId(),
                UserSessions.issuerId(call),
                name,
                now,
                now + UserSessions.seconds(call, request.durationSeconds()) * 1_000L,
                limits.policies(),
                limits.policyArns(),
                limits.tags(),
                List.of(),
                null,
                null);
        return GetFederationTokenResponse.builder()
                .credentials(sessions.credentials(session))
                .federatedUser(FederatedUser.builder()
                        .federatedUserId(call.accountId() + ":" + name)
                        .arn(IssuedSession.federatedUserArn(call.accountId(), name))
                        .build())
                .packedPolicySize(limits.shownPercent())
                .build();
    }
}
