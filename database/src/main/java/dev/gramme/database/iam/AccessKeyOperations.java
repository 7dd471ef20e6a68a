package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.CREATE_ACCESS_KEY;
import static dev.gramme.model.iam.Operations.DELETE_ACCESS_KEY;
import static dev.gramme.model.iam.Operations.GET_ACCESS_KEY_LAST_USED;
import static dev.gramme.model.iam.Operations.LIST_ACCESS_KEYS;
import static dev.gramme.model.iam.Operations.UPDATE_ACCESS_KEY;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccessKey;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Identity;
import dev.gramme.database.identity.LastUses;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.AccessKeyLastUsed;
import dev.gramme.model.iam.AccessKeyMetadata;
import dev.gramme.model.iam.CreateAccessKeyRequest;
import dev.gramme.model.iam.CreateAccessKeyResponse;
import dev.gramme.model.iam.DeleteAccessKeyRequest;
import dev.gramme.model.iam.GetAccessKeyLastUsedRequest;
import dev.gramme.model.iam.GetAccessKeyLastUsedResponse;
import dev.gramme.model.iam.ListAccessKeysRequest;
import dev.gramme.model.iam.ListAccessKeysResponse;
import dev.gramme.model.iam.UpdateAccessKeyRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Operations on access keys, of users and of the root itself. */
final class AccessKeyOperations {
    static final int MAX_KEYS = 2;
    private static final String ACTIVE = "Active";
    private static final String INACTIVE = "Inactive";

    private AccessKeyOperations() {}

    static void addTo(Actions actions, LastUses lastUses) {
        actions.writes(
                CREATE_ACCESS_KEY,
                (state, call, request) -> Found.userTarget(state, call, request.userName()),
                AccessKeyOperations::create);
        actions.writes(
                UPDATE_ACCESS_KEY,
                (state, call, request) -> Found.userTarget(state, call, request.userName()),
                AccessKeyOperations::update);
        actions.writes(
                DELETE_ACCESS_KEY,
                (state, call, request) -> Found.userTarget(state, call, request.userName()),
                AccessKeyOperations::delete);
        actions.reads(
                GET_ACCESS_KEY_LAST_USED,
                (state, call, request) -> ownerOf(state, request.accessKeyId()),
                (state, call, request) -> lastUsed(state, lastUses, request));
        actions.reads(
                LIST_ACCESS_KEYS,
                (state, call, request) -> Found.userTarget(state, call, request.userName()),
                AccessKeyOperations::list);
    }

    /** Whose a key is, and when it was used. */
    private static GetAccessKeyLastUsedResponse lastUsed(
            AccountState state, LastUses lastUses, GetAccessKeyLastUsedRequest request) {
        String keyId = requireNonNull(request.accessKeyId());
        AccessKey key = state.key(keyId);
        if (key == null) {
            throw noSuchKey(keyId);
        }
        Identity user = key.userId() == null ? null : state.findId(key.userId());
        LastUses.LastUse use = lastUses.find(keyId);
        return GetAccessKeyLastUsedResponse.builder()
                .userName(user == null ? null : user.name())
                .accessKeyLastUsed(AccessKeyLastUsed.builder()
                        .lastUsedDate(use == null ? null : Instant.ofEpochMilli(use.atMillis()))
                        .serviceName(use == null ? "N/A" : use.service())
                        .region(use == null ? "N/A" : use.region())
                        .build())
                .build();
    }

    /** The user that a key is of; a key that is no user's is of no resource. */
    private static Target ownerOf(AccountState state, @Nullable String keyId) {
        AccessKey key = keyId == null ? null : state.key(keyId);
        Identity user = key == null || key.userId() == null ? null : state.findId(key.userId());
        return user == null ? Target.ANY : Target.of(user);
    }

    private static DynamoException noSuchKey(String keyId) {
        return new DynamoException(ErrorCode.NO_SUCH_ENTITY, "The Access Key with id " + keyId + " cannot be found.");
    }

    private static @Nullable String id(@Nullable Identity user) {
        return user == null ? null : user.id();
    }

    private static CreateAccessKeyResponse create(AccountChange change, Call call, CreateAccessKeyRequest request) {
        Identity user = Found.userOrSelf(change.state(), call, request.userName());
        if (change.state().keys(id(user)).size() >= MAX_KEYS) {
            throw IamErrors.quota("AccessKeysPerUser", MAX_KEYS);
        }
        AccessKey key = new AccessKey(
                change.ids().accessKeyId(),
                change.ids().secret(),
                change.state().accountId(),
                id(user),
                true,
                change.nowMillis());
        change.put(key);
        return CreateAccessKeyResponse.builder()
                .accessKey(dev.gramme.model.iam.AccessKey.builder()
                        .userName(user == null ? null : user.name())
                        .accessKeyId(key.id())
                        .status(ACTIVE)
                        .secretAccessKey(key.secret())
                        .createDate(Instant.ofEpochMilli(key.createdMillis()))
                        .build())
                .build();
    }

    /** A key of this user; of another it is none. */
    private static AccessKey key(AccountState state, @Nullable Identity user, String keyId) {
        return state.keys(id(user)).stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .orElseThrow(() -> noSuchKey(keyId));
    }

    private static Unit update(AccountChange change, Call call, UpdateAccessKeyRequest request) {
        Identity user = Found.userOrSelf(change.state(), call, request.userName());
        AccessKey key = key(change.state(), user, requireNonNull(request.accessKeyId()));
        change.put(key.withActive(ACTIVE.equals(request.status())));
        return Unit.UNIT;
    }

    private static Unit delete(AccountChange change, Call call, DeleteAccessKeyRequest request) {
        Identity user = Found.userOrSelf(change.state(), call, request.userName());
        change.remove(key(change.state(), user, requireNonNull(request.accessKeyId())));
        return Unit.UNIT;
    }

    private static ListAccessKeysResponse list(AccountState state, Call call, ListAccessKeysRequest request) {
        Identity user = Found.userOrSelf(state, call, request.userName());
        Page<AccessKey> page = Page.of(state.keys(id(user)), AccessKey::id, request.marker(), request.maxItems());
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.elements().stream()
                        .map(key -> AccessKeyMetadata.builder()
                                .userName(user == null ? null : user.name())
                                .accessKeyId(key.id())
                                .status(key.active() ? ACTIVE : INACTIVE)
                                .createDate(Instant.ofEpochMilli(key.createdMillis()))
                                .build())
                        .toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
