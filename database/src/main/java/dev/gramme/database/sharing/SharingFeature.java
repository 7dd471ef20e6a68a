package dev.gramme.database.sharing;

import dev.gramme.database.api.Operation;
import dev.gramme.database.authorize.KeyUses;
import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.env.Environment;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.table.Tables;
import java.util.List;

/** The parts of resource-based policies, put together. */
public final class SharingFeature {
    private final Resources resources;
    private final KeyUses keyUses;
    private final Environment environment;

    public SharingFeature(Tables tables, Streams streams, Environment environment) {
        this.resources = new Resources(tables, streams);
        this.keyUses = new KeysOfData(tables, streams);
        this.environment = environment;
    }

    /** Where authorisation finds the policies of tables and streams. */
    public ResourcePolicies policies() {
        return resources;
    }

    /** Where authorisation finds which keys of KMS requests need. */
    public KeyUses keyUses() {
        return keyUses;
    }

    public List<Operation<?, ?>> operations() {
        return List.of(
                new PutResourcePolicy(resources, environment),
                new GetResourcePolicy(resources),
                new DeleteResourcePolicy(resources, environment));
    }
}
