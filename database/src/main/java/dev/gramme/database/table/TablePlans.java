package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.env.Environment;
import dev.gramme.model.Violations;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.GlobalSecondaryIndex;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.LocalSecondaryIndex;
import dev.gramme.model.dynamodb.Projection;
import dev.gramme.model.dynamodb.StreamSpecification;
import dev.gramme.model.dynamodb.TableClassSummary;
import dev.gramme.model.dynamodb.TableDescription;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a new table is to be: checks a request and works out the table's description. */
public final class TablePlans {
    private static final int MAX_KEYS = 2;

    private final Tables tables;
    private final Environment environment;

    public TablePlans(Tables tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    /** The table as asked for, complete but for its status. */
    public TableDescription plan(Call call, CreateTableInput request) {
        requirePresent("keySchema", request.keySchema());
        requirePresent("attributeDefinitions", request.attributeDefinitions());
        TableName name = TableNames.resolve(call, Objects.requireNonNull(request.tableName()));
        checkKeyCount(Objects.requireNonNull(request.keySchema()));
        refuseUnbuilt(request);
        String billingMode = Throughput.check(request.billingMode(), request.provisionedThroughput());
        Throughput.checkOnDemand(billingMode, request.onDemandThroughput());
        checkKeys(request, billingMode);
        StreamSettings.check(request.streamSpecification());
        return describe(name, billingMode, request).toBuilder()
                .sseDescription(tables.encryption().describe(call, request.sseSpecification()))
                .build();
    }

    /** The model lets these be absent, but every table made here has them. */
    private static void requirePresent(String member, @Nullable Object value) {
        if (value == null) {
            throw DynamoException.validation("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
    }

    private void checkKeys(CreateTableInput request, String billingMode) {
        List<KeySchemaElement> keys = Objects.requireNonNull(request.keySchema());
        List<LocalSecondaryIndex> local = request.localSecondaryIndexes();
        List<GlobalSecondaryIndex> global = request.globalSecondaryIndexes();
        Quotas quotas = tables.quotas();
        Set<String> defined = KeyRules.defined(Objects.requireNonNull(request.attributeDefinitions()));
        KeyRules.checkSimple(keys);
        KeyRules.requireDefined(keys, defined);
        Set<String> used = new LinkedHashSet<>(KeyRules.names(keys));
        Set<String> localNames = new HashSet<>();
        List<Projection> projections = new ArrayList<>();
        if (local != null) {
            IndexRules.checkLocal(keys, local, defined, quotas);
            for (LocalSecondaryIndex index : local) {
                localNames.add(Objects.requireNonNull(index.indexName()));
                used.addAll(KeyRules.names(Objects.requireNonNull(index.keySchema())));
                projections.add(Objects.requireNonNull(index.projection()));
            }
        }
        if (global != null) {
            IndexRules.checkGlobal(global, localNames, defined, billingMode, quotas);
            for (GlobalSecondaryIndex index : global) {
                used.addAll(KeyRules.names(Objects.requireNonNull(index.keySchema())));
                projections.add(Objects.requireNonNull(index.projection()));
            }
        }
        IndexRules.checkProjectedCount(projections, quotas);
        if (used.size() < defined.size()) {
            throw KeyRules.invalid(
                    projections.isEmpty()
                            ? "Number of attributes in KeySchema does not exactly match number of attributes defined in"
                                    + " AttributeDefinitions"
                            : "Some AttributeDefinitions are not used. AttributeDefinitions: ["
                                    + String.join(", ", defined) + "], keys used: [" + String.join(", ", used) + "]");
        }
    }

    private TableDescription describe(TableName name, String billingMode, CreateTableInput request) {
        Instant now = Instant.ofEpochMilli(environment.clockMillis());
        boolean onDemand = billingMode.equals(Throughput.PAY_PER_REQUEST);
        String tableClass = request.tableClass();
        List<LocalSecondaryIndex> local = request.localSecondaryIndexes();
        List<GlobalSecondaryIndex> global = request.globalSecondaryIndexes();
        TableDescription table = TableDescription.builder()
                .attributeDefinitions(request.attributeDefinitions())
                .tableName(name.name())
                .keySchema(request.keySchema())
                .creationDateTime(now)
                .provisionedThroughput(Throughput.describe(request.provisionedThroughput()))
                .billingModeSummary(onDemand ? new BillingModeSummary(billingMode, now) : null)
                .onDemandThroughput(request.onDemandThroughput())
                .warmThroughput(Throughput.warm(request.warmThroughput()))
                .localSecondaryIndexes(
                        local == null
                                ? null
                                : local.stream()
                                        .map(index -> IndexDescriptions.of(index, name.arn()))
                                        .toList())
                .globalSecondaryIndexes(
                        global == null
                                ? null
                                : global.stream()
                                        .map(index -> IndexDescriptions.of(index, name.arn()))
                                        .toList())
                .tableArn(name.arn())
                .tableId(newId())
                .tableClassSummary(tableClass == null ? null : new TableClassSummary(tableClass, null))
                .deletionProtectionEnabled(Boolean.TRUE.equals(request.deletionProtectionEnabled()))
                .build();
        StreamSpecification stream = request.streamSpecification();
        return stream != null && Boolean.TRUE.equals(stream.streamEnabled())
                ? StreamSettings.enabled(table, stream, now)
                : table;
    }

    private String newId() {
        byte[] random = new byte[16];
        environment.random(random);
        ByteBuffer bits = ByteBuffer.wrap(random);
        long high = (bits.getLong() & ~0xF000L) | 0x4000L;
        long low = (bits.getLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    private static void refuseUnbuilt(CreateTableInput request) {
        Unbuilt.refuse("VectorIndexes", request.vectorIndexes());
        Unbuilt.refuse("GlobalTableSourceArn", request.globalTableSourceArn());
        Unbuilt.refuse("GlobalTableSettingsReplicationMode", request.globalTableSettingsReplicationMode());
    }

    /** The model allows more, for the keys of indexes. */
    private static void checkKeyCount(List<KeySchemaElement> keys) {
        Violations wrong = Violations.size(null, "keySchema", keys, keys.size(), 1, MAX_KEYS);
        if (wrong != null) {
            throw DynamoException.validation(wrong.message());
        }
    }
}
