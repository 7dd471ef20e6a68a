package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.ListGrantsResponse;
import dev.gramme.model.kms.ListRetirableGrantsRequest;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ListRetirableGrants: the grants of this account that a principal may give back. */
public final class ListRetirableGrants implements Operation<ListRetirableGrantsRequest, ListGrantsResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(50, 100);

    private final Grants grants;
    private final Keys keys;

    ListRetirableGrants(Grants grants, Keys keys) {
        this.grants = grants;
        this.keys = keys;
    }

    @Override
    public OperationShape<ListRetirableGrantsRequest, ListGrantsResponse> shape() {
        return Operations.LIST_RETIRABLE_GRANTS;
    }

    @Override
    public ListGrantsResponse run(Call call, ListRetirableGrantsRequest request) {
        String principal = Objects.requireNonNull(request.retiringPrincipal());
        List<Grant> all = grants.retirableBy(principal).stream()
                .filter(grant -> isOf(call, keys.find(grant.keyId())))
                .toList();
        Page<Grant> page = Page.of(all, Grant::id, SIZES, request.limit(), request.marker());
        return ListGrantsResponse.builder()
                .grants(page.entries().stream()
                        .map(grant -> grant.shown(
                                Objects.requireNonNull(keys.find(grant.keyId())).arn()))
                        .toList())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }

    private static boolean isOf(Call call, @Nullable KmsKey key) {
        return key != null
                && key.accountId().equals(call.accountId())
                && key.region().equals(call.region());
    }
}
