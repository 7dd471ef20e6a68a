package dev.gramme.database.sts;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.IssuedSession;
import dev.gramme.model.OperationShape;
import dev.gramme.model.sts.GetSessionTokenRequest;
import dev.gramme.model.sts.GetSessionTokenResponse;
import dev.gramme.model.sts.Operations;
import java.util.List;
import java.util.Map;

/** GetSessionToken: temporary credentials of the caller itself. Nobody needs permission for it. */
final class GetSessionToken implements Operation<GetSessionTokenRequest, GetSessionTokenResponse> {
    private final Sessions sessions;

    GetSessionToken(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public OperationShape<GetSessionTokenRequest, GetSessionTokenResponse> shape() {
        return Operations.GET_SESSION_TOKEN;
    }

    @Override
    public List<Access> accesses(Call call, GetSessionTokenRequest request) {
        return List.of();
    }

    @Override
    public GetSessionTokenResponse run(Call call, GetSessionTokenRequest request) {
        UserSessions.requireLastingKey(call, "GetSessionToken");
        Sessions.requireNoFactor(request.serialNumber() != null || request.tokenCode() != null);
        boolean user = call.caller().kind() == Caller.Kind.USER;
        long now = sessions.nowMillis();
        IssuedSession session = new IssuedSession(
                sessions.newKeyId(call.accountId()),
                sessions.newSecret(),
                user ? Caller.Kind.USER : Caller.Kind.ROOT,
                call.accountId(),
                UserSessions.issuerId(call),
                "",
                now,
                now + UserSessions.seconds(call, request.durationSeconds()) * 1_000L,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                null);
        return GetSessionTokenResponse.builder()
                .credentials(sessions.credentials(session))
                .build();
    }
}
