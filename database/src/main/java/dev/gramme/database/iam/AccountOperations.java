package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_ACCOUNT_ALIAS;
import static dev.gramme.model.iam.Operations.DELETE_ACCOUNT_ALIAS;
import static dev.gramme.model.iam.Operations.GET_ACCOUNT_SUMMARY;
import static dev.gramme.model.iam.Operations.LIST_ACCOUNT_ALIASES;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.Identity.Kind;
import dev.gramme.database.identity.ManagedPolicy;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.DeleteAccountAliasRequest;
import dev.gramme.model.iam.GetAccountSummaryRequest;
import dev.gramme.model.iam.GetAccountSummaryResponse;
import dev.gramme.model.iam.ListAccountAliasesRequest;
import dev.gramme.model.iam.ListAccountAliasesResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Operations on the account itself. */
final class AccountOperations {
    private static final Pattern ALIAS = Pattern.compile("(?![0-9]{12}$)[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?");

    private AccountOperations() {}

    static void addTo(Actions actions, Accounts accounts) {
        actions.reads(GET_ACCOUNT_SUMMARY, (state, call, request) -> Target.ANY, AccountOperations::summary);
        actions.reads(LIST_ACCOUNT_ALIASES, (state, call, request) -> Target.ANY, AccountOperations::list);
        actions.writes(CREATE_ACCOUNT_ALIAS, (state, call, request) -> Target.ANY, (change, call, request) -> {
            String alias = request.accountAlias() == null ? "" : request.accountAlias();
            requireAlias(alias);
            boolean taken = accounts.ids().stream()
                    .anyMatch(id -> !id.equals(call.accountId())
                            && alias.equals(accounts.state(id).alias()));
            if (taken) {
                throw new DynamoException(
                        ErrorCode.ENTITY_ALREADY_EXISTS, "The account alias " + alias + " already exists.");
            }
            change.alias(alias);
            return Unit.UNIT;
        });
        actions.writes(DELETE_ACCOUNT_ALIAS, (state, call, request) -> Target.ANY, AccountOperations::delete);
    }

    private static void requireAlias(String alias) {
        if (!ALIAS.matcher(alias).matches()) {
            throw DynamoException.validation("The specified value for accountAlias is invalid. It must contain only"
                    + " lowercase alphanumeric characters and/or hyphens, must not begin or end with a hyphen, and must"
                    + " not be an account's number.");
        }
    }

    private static Unit delete(AccountChange change, Call call, DeleteAccountAliasRequest request) {
        String alias = request.accountAlias() == null ? "" : request.accountAlias();
        if (!alias.equals(change.state().alias())) {
            throw new DynamoException(
                    ErrorCode.NO_SUCH_ENTITY, "The Account Alias with name " + alias + " cannot be found.");
        }
        change.alias(null);
        return Unit.UNIT;
    }

    private static ListAccountAliasesResponse list(AccountState state, Call call, ListAccountAliasesRequest request) {
        String alias = state.alias();
        return ListAccountAliasesResponse.builder()
                .accountAliases(alias == null ? List.of() : List.of(alias))
                .isTruncated(false)
                .build();
    }

    private static GetAccountSummaryResponse summary(AccountState state, Call call, GetAccountSummaryRequest request) {
        Map<String, Integer> summary = new TreeMap<>();
        summary.put("Users", state.all(Kind.USER).size());
        summary.put("UsersQuota", UserOperations.MAX_USERS);
        summary.put("Groups", state.all(Kind.GROUP).size());
        summary.put("GroupsQuota", GroupOperations.MAX_GROUPS);
        summary.put("Roles", state.all(Kind.ROLE).size());
        summary.put("RolesQuota", RoleOperations.MAX_ROLES);
        summary.put("Policies", state.policies().size());
        summary.put("PoliciesQuota", ManagedPolicyOperations.MAX_POLICIES);
        summary.put("PolicySizeQuota", ManagedPolicyOperations.MAX_CHARACTERS);
        summary.put(
                "PolicyVersionsInUse",
                state.policies().stream()
                        .map(ManagedPolicy::versions)
                        .mapToInt(List::size)
                        .sum());
        summary.put("VersionsPerPolicyQuota", PolicyVersionOperations.MAX_VERSIONS);
        summary.put("AccessKeysPerUserQuota", AccessKeyOperations.MAX_KEYS);
        summary.put("AccountAccessKeysPresent", state.keys(null).isEmpty() ? 0 : 1);
        summary.put("AttachedPoliciesPerUserQuota", Attachments.MAX_ATTACHED);
        summary.put("AttachedPoliciesPerGroupQuota", Attachments.MAX_ATTACHED);
        summary.put("AttachedPoliciesPerRoleQuota", Attachments.MAX_ATTACHED);
        summary.put("GroupsPerUserQuota", GroupOperations.MAX_GROUPS_OF_USER);
        summary.put("AssumeRolePolicySizeQuota", RoleOperations.MAX_TRUST_CHARACTERS);
        summary.put("UserPolicySizeQuota", InlinePolicies.mostCharacters(Kind.USER));
        summary.put("GroupPolicySizeQuota", InlinePolicies.mostCharacters(Kind.GROUP));
        summary.put("RolePolicySizeQuota", InlinePolicies.mostCharacters(Kind.ROLE));
        summary.put("Providers", state.providers().size());
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }
}
