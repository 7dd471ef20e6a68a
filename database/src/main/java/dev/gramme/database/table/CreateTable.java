package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Violations;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.BillingModeSummary;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.CreateTableOutput;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.model.dynamodb.ProvisionedThroughput;
import dev.gramme.model.dynamodb.TableClassSummary;
import dev.gramme.model.dynamodb.TableDescription;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** CreateTable. */
public final class CreateTable implements Operation<CreateTableInput, CreateTableOutput> {
    private static final int MAX_KEYS = 2;

    private final Tables tables;
    private final Environment environment;

    public CreateTable(Tables tables, Environment environment) {
        this.tables = tables;
        this.environment = environment;
    }

    @Override
    public OperationShape<CreateTableInput, CreateTableOutput> shape() {
        return Operations.CREATE_TABLE;
    }

    @Override
    public CreateTableOutput run(Call call, CreateTableInput request) {
        TableName name = TableNames.resolve(call, Objects.requireNonNull(request.tableName()));
        checkKeyCount(Objects.requireNonNull(request.keySchema()));
        refuseUnbuilt(request);
        String billingMode = Throughput.check(request.billingMode(), request.provisionedThroughput());
        checkSchema(
                Objects.requireNonNull(request.keySchema()), Objects.requireNonNull(request.attributeDefinitions()));
        return new CreateTableOutput(tables.create(call, describe(name, billingMode, request)));
    }

    private TableDescription describe(TableName name, String billingMode, CreateTableInput request) {
        Instant now = Instant.ofEpochMilli(environment.clockMillis());
        ProvisionedThroughput throughput = request.provisionedThroughput();
        boolean onDemand = billingMode.equals(Throughput.PAY_PER_REQUEST);
        String tableClass = request.tableClass();
        return TableDescription.builder()
                .attributeDefinitions(request.attributeDefinitions())
                .tableName(name.name())
                .keySchema(request.keySchema())
                .creationDateTime(now)
                .provisionedThroughput(Throughput.describe(throughput))
                .billingModeSummary(onDemand ? new BillingModeSummary(billingMode, now) : null)
                .tableArn(name.arn())
                .tableId(newId())
                .tableClassSummary(tableClass == null ? null : new TableClassSummary(tableClass, null))
                .deletionProtectionEnabled(Boolean.TRUE.equals(request.deletionProtectionEnabled()))
                .build();
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
        var stream = request.streamSpecification();
        var encryption = request.sseSpecification();
        Unbuilt.refuse("LocalSecondaryIndexes", request.localSecondaryIndexes());
        Unbuilt.refuse("GlobalSecondaryIndexes", request.globalSecondaryIndexes());
        Unbuilt.refuse("VectorIndexes", request.vectorIndexes());
        Unbuilt.refuse("Tags", request.tags());
        Unbuilt.refuse("WarmThroughput", request.warmThroughput());
        Unbuilt.refuse("OnDemandThroughput", request.onDemandThroughput());
        Unbuilt.refuse("ResourcePolicy", request.resourcePolicy());
        Unbuilt.refuse("GlobalTableSourceArn", request.globalTableSourceArn());
        Unbuilt.refuse("GlobalTableSettingsReplicationMode", request.globalTableSettingsReplicationMode());
        Unbuilt.refuseIf("StreamSpecification", stream != null && Boolean.TRUE.equals(stream.streamEnabled()));
        Unbuilt.refuseIf("SSESpecification", encryption != null && Boolean.TRUE.equals(encryption.enabled()));
    }

    /** The model allows more, for the keys of indexes. */
    private static void checkKeyCount(List<KeySchemaElement> keys) {
        Violations wrong = Violations.size(null, "keySchema", keys, keys.size(), 1, MAX_KEYS);
        if (wrong != null) {
            throw DynamoException.validation(wrong.message());
        }
    }

    private static void checkSchema(List<KeySchemaElement> keys, List<AttributeDefinition> definitions) {
        Set<String> defined = new HashSet<>();
        List<String> definedInOrder = new ArrayList<>();
        for (AttributeDefinition definition : definitions) {
            String attribute = Objects.requireNonNull(definition.attributeName());
            definedInOrder.add(attribute);
            if (!defined.add(attribute)) {
                throw invalid("Duplicate AttributeName in AttributeDefinitions: " + attribute);
            }
        }
        List<String> keyNames = new ArrayList<>();
        for (KeySchemaElement key : keys) {
            keyNames.add(Objects.requireNonNull(key.attributeName()));
        }
        checkKeyTypes(keys);
        if (!defined.containsAll(keyNames)) {
            throw invalid("Some index key attributes are not defined in AttributeDefinitions. Keys: ["
                    + missing(keyNames, defined) + "], AttributeDefinitions: [" + String.join(", ", definedInOrder)
                    + "]");
        }
        if (defined.size() != keyNames.size()) {
            throw invalid("Number of attributes in KeySchema does not exactly match number of attributes defined in"
                    + " AttributeDefinitions");
        }
    }

    private static String missing(List<String> keyNames, Set<String> defined) {
        return String.join(
                ", ", keyNames.stream().filter(key -> !defined.contains(key)).toList());
    }

    private static void checkKeyTypes(List<KeySchemaElement> keys) {
        if (!"HASH".equals(keys.getFirst().keyType())) {
            throw invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (keys.size() == 2) {
            if (!"RANGE".equals(keys.get(1).keyType())) {
                throw invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
            }
            if (Objects.equals(keys.get(0).attributeName(), keys.get(1).attributeName())) {
                throw DynamoException.validation(
                        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
            }
        }
    }

    private static DynamoException invalid(String what) {
        return DynamoException.validation("One or more parameter values were invalid: " + what);
    }
}
