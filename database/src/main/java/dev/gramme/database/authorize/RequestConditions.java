package dev.gramme.database.authorize;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.TagConditions;
import dev.gramme.database.policy.PrincipalPolicies;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that every request has, and then those of the access. Source: IAM user guide, "AWS global
 * condition context keys". Keys of what there is not here (organizations, virtual networks) are never there; where a
 * service calls for its caller, the access says so.
 */
final class RequestConditions implements Conditions {
    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final int REGION_PART = 3;
    private static final long MILLIS = 1000;

    private final Call call;
    private final Access access;
    private final Conditions principalTags;
    private final String resourceAccount;
    private final long nowMillis;
    private boolean asked;

    /**
     * @param policies whose tags are the principal's
     * @param nowMillis milliseconds since 1970
     */
    RequestConditions(Call call, Access access, PrincipalPolicies policies, String resourceAccount, long nowMillis) {
        this.call = call;
        this.access = access;
        this.principalTags = new TagConditions(PRINCIPAL_TAG, policies::tags);
        this.resourceAccount = resourceAccount;
        this.nowMillis = nowMillis;
    }

    /** Whether anything was asked: if not, what was decided is so for every request of the same kind. */
    boolean wasAsked() {
        return asked;
    }

    @Override
    public @Nullable List<String> find(String key) {
        asked = true;
        String value = key.startsWith("aws:") ? global(key) : null;
        return value == null ? principalTags.or(access.conditions()).find(key) : List.of(value);
    }

    private @Nullable String global(String key) {
        Caller caller = call.caller();
        Caller.Session session = caller.session();
        return switch (key) {
            case "aws:principalarn" -> principalArn(caller, session);
            case "aws:principalaccount" -> caller.accountId();
            case "aws:principaltype" -> principalType(caller.kind());
            case "aws:principalisawsservice" -> "false";
            case "aws:viaawsservice" -> access.conditions().find(key) == null ? "false" : "true";
            case "aws:userid" -> caller.userId();
            case "aws:username" -> caller.kind() == Caller.Kind.USER ? lastPart(caller.arn()) : null;
            case "aws:sourceip" ->
                call.via().sourceAddress().isEmpty() ? null : call.via().sourceAddress();
            case "aws:securetransport" -> String.valueOf(call.via().encrypted());
            case "aws:useragent" ->
                call.via().userAgent().isEmpty() ? null : call.via().userAgent();
            case "aws:currenttime" -> time(nowMillis);
            case "aws:epochtime" -> String.valueOf(Math.floorDiv(nowMillis, MILLIS));
            case "aws:requestedregion" -> region();
            case "aws:resourceaccount" -> resourceAccount;
            case "aws:tokenissuetime" -> session == null ? null : time(session.issuedAtMillis());
            // nobody shows a second factor here; lasting keys have no such key at all
            case "aws:multifactorauthpresent" -> session == null ? null : "false";
            case "aws:sourceidentity" -> session == null ? null : session.sourceIdentity();
            case "aws:federatedprovider" -> session == null ? null : session.provider();
            default -> null;
        };
    }

    /** Where it is done: an ARN may lead into another region than the one that was called. */
    private String region() {
        String[] parts = access.resource().split(":", REGION_PART + 2);
        return parts.length < REGION_PART + 2 || parts[REGION_PART].isEmpty() ? call.region() : parts[REGION_PART];
    }

    /** Of a role's session the role. */
    private static String principalArn(Caller caller, Caller.@Nullable Session session) {
        return caller.kind() == Caller.Kind.ASSUMED_ROLE && session != null ? session.issuerArn() : caller.arn();
    }

    private static String principalType(Caller.Kind kind) {
        return switch (kind) {
            case OPEN, ROOT -> "Account";
            case USER -> "User";
            case ASSUMED_ROLE -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
        };
    }

    /** The name of a user, behind its path. */
    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
