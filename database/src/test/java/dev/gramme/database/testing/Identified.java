package dev.gramme.database.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gramme.database.Database;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Via;
import dev.gramme.database.cases.CaseFile;
import dev.gramme.database.identity.Credentials;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Calls a database in JSON as somebody, who needs permission for it. */
public record Identified(Database database, Caller caller) {
    /** The root of an account. */
    public static Identified root(Database database, String accountId) {
        return new Identified(database, Caller.root(accountId, "AKIAROOT"));
    }

    /** Whoever holds these credentials, as an answer of IAM or STS shows them. */
    public static Identified with(Database database, Map<String, Object> credentials) {
        String id = (String) credentials.get("AccessKeyId");
        String token = (String) credentials.get("SessionToken");
        Credentials found = Objects.requireNonNull(database.credentials().find(id, token), "no such credentials");
        assertThat(found.secret()).isEqualTo(credentials.get("SecretAccessKey"));
        return new Identified(database, found.caller());
    }

    /** One operation, by its action; its errors are thrown as they are. */
    public Map<String, Object> call(String action, Map<String, ?> request) {
        Call call = new Call(caller, "us-east-1", Via.PROCESS, "test", database.deadline(TimeUnit.SECONDS.toNanos(10)));
        JsonWriter answer = new JsonWriter();
        database.execute(call, action, Client.json(request).getBytes(StandardCharsets.UTF_8), answer);
        return answer.length() == 0 ? Map.of() : Client.map(CaseFile.tree(new JsonReader(answer.toBytes())));
    }

    /** One that must fail, and how. */
    public String refused(ErrorCode code, String action, Map<String, ?> request) {
        DynamoException refused = catchThrowableOfType(DynamoException.class, () -> call(action, request));
        assertThat(refused).as(action + " " + request).isNotNull();
        assertThat(refused.code()).as(refused.text()).isEqualTo(code);
        return refused.text();
    }
}
