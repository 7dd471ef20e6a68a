package dev.gramme.database.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table goes from provisioned to on-demand four times in any 24 hours, and back whenever it likes. */
class BillingModeTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long START = 1_800_000_000_000L;

    private final ManualEnvironment environment = new ManualEnvironment(START, 10);
    private final KvEngine engine = TestEngines.open(environment::clockMillis);
    private Database database;
    private Client client;

    @BeforeEach
    void open() {
        database = TestDatabases.over(engine, environment);
        client = new Client(database);
    }

    @AfterEach
    void close() {
        database.close();
        engine.close();
    }

    private void create(Map<String, ?> billing) {
        Map<String, Object> request = new HashMap<>(Map.of(
                "TableName",
                "films",
                "KeySchema",
                List.of(Map.of("AttributeName", "pk", "KeyType", "HASH")),
                "AttributeDefinitions",
                List.of(Map.of("AttributeName", "pk", "AttributeType", "S"))));
        request.putAll(billing);
        client.call("CreateTable", request);
        client.awaitActive("films");
    }

    private static Map<String, Object> provisioned() {
        return Map.of(
                "BillingMode",
                "PROVISIONED",
                "ProvisionedThroughput",
                Map.of("ReadCapacityUnits", 1, "WriteCapacityUnits", 1));
    }

    private void update(Map<String, ?> change) {
        Map<String, Object> request = new HashMap<>(change);
        request.put("TableName", "films");
        client.call("UpdateTable", request);
        client.awaitActive("films");
    }

    private void toOnDemand() {
        update(Map.of("BillingMode", "PAY_PER_REQUEST"));
    }

    private Map<String, Object> summary() {
        return Client.map(client.describe("films").get("BillingModeSummary"));
    }

    @Test
    void theFifthSwitchWaitsUntilTheFirstIsADayAgo() {
        create(provisioned());
        assertThat(client.describe("films")).doesNotContainKey("BillingModeSummary");
        for (int time = 0; time < 4; time++) {
            toOnDemand();
            assertThat(summary())
                    .containsEntry("BillingMode", "PAY_PER_REQUEST")
                    .containsEntry("LastUpdateToPayPerRequestDateTime", (START + time * HOUR) / 1_000.0);
            toOnDemand();
            environment.advance(HOUR);
            update(provisioned());
        }
        assertThat(summary())
                .containsEntry("BillingMode", "PROVISIONED")
                .containsEntry("LastUpdateToPayPerRequestDateTime", (START + 3 * HOUR) / 1_000.0);
        database.close();
        open();
        environment.advance(20 * HOUR - 1);
        assertThatThrownBy(this::toOnDemand).isInstanceOfSatisfying(DynamoException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(e.text())
                    .isEqualTo("Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1"
                            + " day(s). Last update at 2027-01-15T11:00:00Z. Next update can be made at"
                            + " 2027-01-16T08:00:00Z");
        });
        environment.advance(1);
        toOnDemand();
        update(provisioned());
        assertThatThrownBy(this::toOnDemand).isInstanceOf(DynamoException.class);
        environment.advance(HOUR);
        toOnDemand();
    }

    @Test
    void aTableMadeOnDemandHasNotSwitched() {
        create(Map.of("BillingMode", "PAY_PER_REQUEST"));
        for (int time = 0; time < 4; time++) {
            update(provisioned());
            toOnDemand();
        }
        update(provisioned());
        assertThatThrownBy(this::toOnDemand).isInstanceOf(DynamoException.class);
    }
}
