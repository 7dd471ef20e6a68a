package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_POLICY_VERSION;
import static dev.gramme.model.iam.Operations.DELETE_POLICY_VERSION;
import static dev.gramme.model.iam.Operations.GET_POLICY_VERSION;
import static dev.gramme.model.iam.Operations.LIST_POLICY_VERSIONS;
import static dev.gramme.model.iam.Operations.SET_DEFAULT_POLICY_VERSION;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.ManagedPolicy;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.CreatePolicyVersionRequest;
import dev.gramme.model.iam.CreatePolicyVersionResponse;
import dev.gramme.model.iam.DeletePolicyVersionRequest;
import dev.gramme.model.iam.GetPolicyVersionRequest;
import dev.gramme.model.iam.GetPolicyVersionResponse;
import dev.gramme.model.iam.ListPolicyVersionsRequest;
import dev.gramme.model.iam.ListPolicyVersionsResponse;
import dev.gramme.model.iam.PolicyVersion;
import dev.gramme.model.iam.SetDefaultPolicyVersionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on the versions of managed policies. */
final class PolicyVersionOperations {
    static final int MAX_VERSIONS = 5;

    private PolicyVersionOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                CREATE_POLICY_VERSION,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                PolicyVersionOperations::create);
        actions.reads(
                GET_POLICY_VERSION,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                PolicyVersionOperations::read);
        actions.reads(
                LIST_POLICY_VERSIONS,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                PolicyVersionOperations::list);
        actions.writes(
                SET_DEFAULT_POLICY_VERSION,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                PolicyVersionOperations::setDefault);
        actions.writes(
                DELETE_POLICY_VERSION,
                (state, call, request) -> Target.policy(state, requireNonNull(request.policyArn())),
                PolicyVersionOperations::delete);
    }

    private static CreatePolicyVersionResponse create(
            AccountChange change, Call call, CreatePolicyVersionRequest request) {
        ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
        int number = policy.lastVersion() + 1;
        ManagedPolicy.Version version =
                ManagedPolicyOperations.version(number, request.policyDocument(), change.nowMillis());
        if (policy.versions().size() >= MAX_VERSIONS) {
            throw new DynamoException(
                    ErrorCode.IAM_LIMIT_EXCEEDED,
                    "A managed policy can have up to " + MAX_VERSIONS + " versions. Before you create a new version,"
                            + " you must delete an existing version.");
        }
        List<ManagedPolicy.Version> versions = new ArrayList<>(policy.versions());
        versions.add(version);
        ManagedPolicy changed = policy.withVersions(versions, number);
        if (Boolean.TRUE.equals(request.setAsDefault())) {
            changed = changed.withDefault(version.id());
        }
        change.put(changed);
        return CreatePolicyVersionResponse.builder()
                .policyVersion(shown(changed, version))
                .build();
    }

    /** Without the document. */
    private static PolicyVersion shown(ManagedPolicy policy, ManagedPolicy.Version version) {
        return PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.id().equals(policy.defaultVersion()))
                .createDate(Instant.ofEpochMilli(version.createdMillis()))
                .build();
    }

    private static ManagedPolicy.Version version(ManagedPolicy policy, @Nullable String versionId) {
        ManagedPolicy.Version version = policy.version(requireNonNull(versionId));
        if (version == null) {
            throw new DynamoException(
                    ErrorCode.NO_SUCH_ENTITY,
                    "Policy " + policy.arn() + " version " + versionId + " does not exist or is not attachable.");
        }
        return version;
    }

    private static GetPolicyVersionResponse read(AccountState state, Call call, GetPolicyVersionRequest request) {
        ManagedPolicy policy = Found.policy(state, request.policyArn());
        ManagedPolicy.Version version = version(policy, request.versionId());
        return GetPolicyVersionResponse.builder()
                .policyVersion(shown(policy, version).toBuilder()
                        .document(Documents.shown(version.text()))
                        .build())
                .build();
    }

    private static ListPolicyVersionsResponse list(AccountState state, Call call, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = Found.policy(state, request.policyArn());
        Page<ManagedPolicy.Version> page =
                Page.of(policy.versions(), PolicyVersionOperations::newestFirst, request.marker(), request.maxItems());
        return ListPolicyVersionsResponse.builder()
                .versions(page.elements().stream()
                        .map(version -> shown(policy, version))
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static String newestFirst(ManagedPolicy.Version version) {
        return String.format(
                "%010d",
                Integer.MAX_VALUE
                        - Integer.parseInt(version.id(), 1, version.id().length(), 10));
    }

    private static Unit setDefault(AccountChange change, Call call, SetDefaultPolicyVersionRequest request) {
        ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
        change.put(policy.withDefault(version(policy, request.versionId()).id()));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Call call, DeletePolicyVersionRequest request) {
        ManagedPolicy policy = Found.ownPolicy(change.state(), request.policyArn());
        ManagedPolicy.Version version = version(policy, request.versionId());
        if (version.id().equals(policy.defaultVersion())) {
            throw IamErrors.conflict("Cannot delete the default version of a policy.");
        }
        List<ManagedPolicy.Version> versions = new ArrayList<>(policy.versions());
        versions.remove(version);
        change.put(policy.withVersions(versions, policy.lastVersion()));
        return Unit.UNIT;
    }
}
