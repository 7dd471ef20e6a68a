package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.AliasListEntry;
import dev.gramme.model.kms.ListAliasesRequest;
import dev.gramme.model.kms.ListAliasesResponse;
import dev.gramme.model.kms.Operations;
import java.time.Instant;
import java.util.List;

/** ListAliases: the aliases of an account in a region, or of one key. */
public final class ListAliases implements Operation<ListAliasesRequest, ListAliasesResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(50, 100);

    private final Keys keys;
    private final KeyNames names;

    ListAliases(Keys keys, KeyNames names) {
        this.keys = keys;
        this.names = names;
    }

    @Override
    public OperationShape<ListAliasesRequest, ListAliasesResponse> shape() {
        return Operations.LIST_ALIASES;
    }

    @Override
    public ListAliasesResponse run(Call call, ListAliasesRequest request) {
        String keyId = request.keyId();
        List<Alias> all = keyId == null
                ? keys.aliasesOf(call.accountId(), call.region())
                : keys.aliasesOf(names.requireById(call, keyId));
        Page<Alias> page = Page.of(all, Alias::name, SIZES, request.limit(), request.marker());
        return ListAliasesResponse.builder()
                .aliases(page.entries().stream().map(ListAliases::shown).toList())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }

    private static AliasListEntry shown(Alias alias) {
        return AliasListEntry.builder()
                .aliasName(alias.name())
                .aliasArn(alias.arn())
                .targetKeyId(alias.keyId())
                .creationDate(Instant.ofEpochMilli(alias.createdMillis()))
                .lastUpdatedDate(Instant.ofEpochMilli(alias.updatedMillis()))
                .build();
    }
}
