package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.ListKeyRotationsRequest;
import dev.gramme.model.kms.ListKeyRotationsResponse;
import dev.gramme.model.kms.Operations;
import dev.gramme.model.kms.RotationsListEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** ListKeyRotations: when a key got new material. */
public final class ListKeyRotations implements Operation<ListKeyRotationsRequest, ListKeyRotationsResponse> {
    private static final Page.Sizes SIZES = new Page.Sizes(100, 1000);

    private final KeyNames names;
    private final KeyAccess access;

    ListKeyRotations(KeyNames names, KeyAccess access) {
        this.names = names;
        this.access = access;
    }

    @Override
    public OperationShape<ListKeyRotationsRequest, ListKeyRotationsResponse> shape() {
        return Operations.LIST_KEY_ROTATIONS;
    }

    @Override
    public List<Access> accesses(Call call, ListKeyRotationsRequest request) {
        return access.to(call, shape().action(), request.keyId());
    }

    @Override
    public ListKeyRotationsResponse run(Call call, ListKeyRotationsRequest request) {
        KmsKey key = names.requireById(call, request.keyId());
        key.requireSymmetricFor(shape().action());
        boolean withFirst = "ALL_KEY_MATERIAL".equals(request.includeKeyMaterial());
        List<RotationsListEntry> all = new ArrayList<>();
        for (KmsKey.Material material : key.materials()) {
            if (withFirst || !material.rotationType().isEmpty()) {
                all.add(shown(key, material));
            }
        }
        Page<RotationsListEntry> page =
                Page.of(all, entry -> name(key, entry), SIZES, request.limit(), request.marker());
        return ListKeyRotationsResponse.builder()
                .rotations(page.entries())
                .nextMarker(page.marker())
                .truncated(page.isTruncated())
                .build();
    }

    private static RotationsListEntry shown(KmsKey key, KmsKey.Material material) {
        boolean first = material.rotationType().isEmpty();
        return RotationsListEntry.builder()
                .keyId(key.arn())
                .keyMaterialId(material.id())
                .keyMaterialState(material.equals(key.material()) ? "CURRENT" : "NON_CURRENT")
                .rotationDate(first ? null : Instant.ofEpochMilli(material.sinceMillis()))
                .rotationType(first ? null : material.rotationType())
                .build();
    }

    /** Sorts as materials follow each other. */
    private static String name(KmsKey key, RotationsListEntry entry) {
        for (int at = 0; at < key.materials().size(); at++) {
            if (key.materials().get(at).id().equals(entry.keyMaterialId())) {
                return String.format(Locale.ROOT, "%06d", at);
            }
        }
        throw new IllegalStateException("a rotation without its material");
    }
}
