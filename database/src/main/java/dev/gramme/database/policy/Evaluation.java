package dev.gramme.database.policy;

import dev.gramme.database.policy.Decision.Layer;
import dev.gramme.database.policy.Decision.Match;
import dev.gramme.database.policy.Decision.Outcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides a request by all policies that apply to it. Source: IAM user guide, "Policy evaluation logic" and
 * "Cross-account policy evaluation logic".
 */
public final class Evaluation {
    private final PolicyRequest request;
    private final String action;
    private final PrincipalPolicies principal;
    private final ResourceRule resource;

    private Evaluation(PolicyRequest request, PrincipalPolicies principal, ResourceRule resource) {
        this.request = request;
        this.action = request.action().toLowerCase(Locale.ROOT);
        this.principal = principal;
        this.resource = resource;
    }

    /** Decides. */
    public static Decision decide(PolicyRequest request, PrincipalPolicies principal, ResourceRule resource) {
        return new Evaluation(request, principal, resource).decide();
    }

    private Decision decide() {
        Decision denied = explicitDenial();
        if (denied != null) {
            return denied;
        }
        AttachedPolicy policy = resource.policy();
        Grant grant = policy == null ? Grant.NONE : grant(policy);
        boolean sameAccount = resource.accountId().equals(request.subject().accountId());
        boolean anonymous = request.subject().accountId() == null; // no account of its own that could allow
        Match granted = grant.match();
        if (granted != null && grant.reach() == Reach.DIRECT && (sameAccount || anonymous)) {
            return allowed(resourceLayer(), granted);
        }
        if (granted == null && (resource.mustAllow() || !sameAccount)) {
            return implicitlyDenied(resourceLayer());
        }
        boolean issuerIsEnough = grant.reach() == Reach.ISSUER && sameAccount;
        boolean isRoot = request.subject().isOfRoot();
        Match byIdentity = issuerIsEnough || isRoot ? null : allow(principal.identity());
        if (byIdentity == null && !issuerIsEnough && !isRoot) {
            return implicitlyDenied(Layer.IDENTITY);
        }
        AttachedPolicy boundary = principal.boundary();
        if (boundary != null && allow(List.of(boundary)) == null) {
            return implicitlyDenied(Layer.BOUNDARY);
        }
        List<AttachedPolicy> session = principal.session();
        if (session != null && allow(session) == null) {
            return implicitlyDenied(Layer.SESSION);
        }
        return issuerIsEnough ? allowed(resourceLayer(), granted) : allowed(Layer.IDENTITY, byIdentity);
    }

    private Layer resourceLayer() {
        AttachedPolicy policy = resource.policy();
        return policy != null && policy.policy().kind() == PolicyKind.TRUST ? Layer.TRUST : Layer.RESOURCE;
    }

    private static Decision allowed(Layer layer, @Nullable Match match) {
        return new Decision(Outcome.ALLOWED, layer, match);
    }

    private static Decision implicitlyDenied(Layer layer) {
        return new Decision(Outcome.IMPLICITLY_DENIED, layer, null);
    }

    private @Nullable Decision explicitDenial() {
        Decision denied = request.subject().isOfRoot() ? null : denial(Layer.IDENTITY, principal.identity());
        AttachedPolicy ofResource = resource.policy();
        if (denied == null && ofResource != null) {
            denied = denial(resourceLayer(), List.of(ofResource));
        }
        AttachedPolicy boundary = principal.boundary();
        if (denied == null && boundary != null) {
            denied = denial(Layer.BOUNDARY, List.of(boundary));
        }
        List<AttachedPolicy> session = principal.session();
        if (denied == null && session != null) {
            denied = denial(Layer.SESSION, session);
        }
        return denied;
    }

    private @Nullable Decision denial(Layer layer, List<AttachedPolicy> policies) {
        for (AttachedPolicy policy : policies) {
            for (Statement statement : policy.policy().statements()) {
                if (!statement.allows() && concerns(statement) && statement.fits(request, action)) {
                    return new Decision(Outcome.EXPLICITLY_DENIED, layer, new Match(policy, statement));
                }
            }
        }
        return null;
    }

    private boolean concerns(Statement statement) {
        Principals principals = statement.principals();
        // whoever has a boundary is denied by any NotPrincipal (source: "AWS JSON policy elements: NotPrincipal")
        return principals == null
                || (principals.negated() && principal.boundary() != null)
                || principals.denies(request.subject());
    }

    /** The first statement of policies of the principal that allows; null where none does. */
    private @Nullable Match allow(List<AttachedPolicy> policies) {
        for (AttachedPolicy policy : policies) {
            for (Statement statement : policy.policy().statements()) {
                if (statement.allows() && statement.fits(request, action)) {
                    return new Match(policy, statement);
                }
            }
        }
        return null;
    }

    /** What a resource's policy gives, and how directly. */
    private record Grant(Reach reach, @Nullable Match match) {
        private static final Grant NONE = new Grant(Reach.NONE, null);
    }

    private Grant grant(AttachedPolicy policy) {
        Grant most = Grant.NONE;
        for (Statement statement : policy.policy().statements()) {
            Principals principals = statement.principals();
            if (!statement.allows() || principals == null) {
                continue;
            }
            Reach reach = principals.reach(request.subject());
            if (reach.compareTo(most.reach()) > 0 && statement.fits(request, action)) {
                most = new Grant(reach, new Match(policy, statement));
            }
        }
        return most;
    }
}
