package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.ListGrantsRequest;
import dev.gramme.model.kms.ListGrantsResponse;
import dev.gramme.model.kms.Operations;
import java.util.List;

/** ListGrants: the grants of a key. */
public final class ListGrants implements Operation<ListGrantsRequest, ListGrantsResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(50, 100);

    private final Grants grants;
    private final KeyNames names;
    private final KeyAccess access;

    ListGrants(Grants grants, KeyNames names, KeyAccess access) {
        this.grants = grants;
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<ListGrantsRequest, ListGrantsResponse> shape() {
        return Operations.LIST_GRANTS;
    }

    @Override
    public List<Access> accesses(Call call, ListGrantsRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public ListGrantsResponse run(Call call, ListGrantsRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        String grantId = request.grantId();
        String grantee = request.granteePrincipal();
        List<Grant> all = grants.of(key.id()).stream()
                .filter(grant -> grantId == null || grant.id().equals(grantId))
                .filter(grant -> grantee == null || grant.grantee().equals(grantee))
                .toList();
        Page<Grant> page = Page.of(all, Grant::id, SIZES, request.limit(), request.marker());
        return ListGrantsResponse.builder()
                .grants(page.entries().stream()
                        .map(grant -> grant.shown(key.arn()))
                        .toList())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }
}
