package dev.gramme.database.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.ConditionFailedException;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.database.api.Via;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.Client;
import dev.gramme.item.ItemJson;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.dynamodb.CancellationReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** All case files, in the same process. */
class CasesTest {
    static final Iterable<String> NAMES = CaseFile.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyCaseHolds(String name) {
        CaseFile file = CaseFile.load(name);
        try (Database database = Engines.inMemory(new SystemEnvironment())) {
            for (CaseFile.Step step : file.given()) {
                execute(database, step);
            }
            for (CaseFile.Step step : file.cases()) {
                check(database, step);
            }
        }
    }

    private static Object execute(Database database, CaseFile.Step step) {
        Call call = new Call(
                Caller.open("000000000000", "test"),
                "us-east-1",
                Via.PROCESS,
                "test",
                database.deadline(TimeUnit.SECONDS.toNanos(10)));
        JsonWriter answer = new JsonWriter();
        database.execute(
                call, Client.action(step.operation()), step.request().getBytes(StandardCharsets.UTF_8), answer);
        return CaseFile.tree(new JsonReader(answer.toBytes()));
    }

    private static void check(Database database, CaseFile.Step step) {
        try {
            Object answer = execute(database, step);
            assertThat(step.error())
                    .as(step.title() + ": expected an error, got " + answer)
                    .isNull();
            if (step.answer() != null) {
                assertThat(answer).as(step.title()).isEqualTo(step.answer());
            }
        } catch (DynamoException e) {
            assertThat(error(e)).as(step.title()).isEqualTo(step.error());
        }
    }

    private static Map<String, Object> error(DynamoException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", e.code().errorName());
        error.put("message", e.text());
        if (e instanceof TransactionCancelledException cancelled) {
            List<Object> reasons = new ArrayList<>();
            for (TransactionCancelledException.Reason reason : cancelled.reasons()) {
                JsonWriter writer = new JsonWriter();
                new CancellationReason(reason.item(), reason.code(), reason.message()).write(writer);
                reasons.add(CaseFile.tree(new JsonReader(writer.toBytes())));
            }
            error.put("reasons", reasons);
        }
        if (e instanceof ConditionFailedException failed && failed.item() != null) {
            JsonWriter writer = new JsonWriter();
            ItemJson.writeItem(failed.item(), writer);
            error.put("item", CaseFile.tree(new JsonReader(writer.toBytes())));
        }
        return error;
    }
}
