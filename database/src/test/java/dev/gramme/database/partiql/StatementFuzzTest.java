package dev.gramme.database.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.Database;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.KvEngine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Whatever a statement says, it is done or refused with an error for the client. */
class StatementFuzzTest {
    private static final List<String> SOUP =
            List.of(("SELECT * FROM tbl WHERE INSERT INTO VALUE UPDATE SET REMOVE DELETE EXISTS ORDER"
                            + " BY ASC DESC RETURNING ALL MODIFIED OLD NEW AND OR NOT IN BETWEEN IS MISSING NULL"
                            + " true k r a m.x l[0] \"k\" 'a' 'b' 1 -2 1e3 .5 ? ( ) [ ] { } << >> , : ; . = <>"
                            + " != < <= > >= + - * || begins_with( contains( size( attribute_type( list_append("
                            + " set_add( set_delete( if_not_exists( foo( -- /* */ '' ' \" ` \u00e9 \ud83d")
                    .split(" "));
    private static final List<String> STARTS = List.of(
            "",
            "SELECT * FROM tbl WHERE ",
            "SELECT * FROM tbl WHERE k = 'a' AND ",
            "UPDATE tbl SET a = ",
            "UPDATE tbl SET a = 1 WHERE k = 'a' AND r = 1 AND ",
            "INSERT INTO tbl VALUE {'k': 'a', 'r': ",
            "DELETE FROM tbl WHERE k = 'a' AND r = ",
            "EXISTS(SELECT * FROM tbl WHERE k = 'a' AND r = 1 AND ");
    private static final List<String> ENDS = List.of("", " WHERE k = 'a' AND r = 1", "}", ")", " ORDER BY r DESC");
    private static final Set<ErrorCode> EXPECTED = Set.of(
            ErrorCode.VALIDATION,
            ErrorCode.CONDITIONAL_CHECK_FAILED,
            ErrorCode.DUPLICATE_ITEM,
            ErrorCode.RESOURCE_NOT_FOUND,
            ErrorCode.TRANSACTION_CANCELED);

    private static KvEngine engine;
    private static Database database;
    private static Client client;

    @BeforeAll
    @BeforeContainer
    static void open() {
        engine = TestEngines.open(System::currentTimeMillis);
        database = TestDatabases.over(engine, ManualEnvironment.still());
        client = new Client(database);
        SelectPropertyTest.createTable(client);
    }

    @AfterAll
    @AfterContainer
    static void close() {
        database.close();
    }

    @Property(tries = 3000)
    void tokenSoup(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(STARTS.get(random.nextInt(STARTS.size())));
        for (int left = random.nextInt(10); left >= 0; left--) {
            text.append(SOUP.get(random.nextInt(SOUP.size()))).append(random.nextInt(4) == 0 ? "" : " ");
        }
        text.append(ENDS.get(random.nextInt(ENDS.size())));
        Map<String, Object> statement = Map.of(
                "Statement",
                text.toString(),
                "Parameters",
                List.of(Map.of("S", "a"), Map.of("N", "1"), Map.of("S", "b")));
        attempt("ExecuteStatement", statement);
        attempt("BatchExecuteStatement", Map.of("Statements", List.of(statement)));
        attempt("ExecuteTransaction", Map.of("TransactStatements", List.of(statement)));
    }

    /** Any text; blanks around it change nothing. */
    @FuzzTest
    void fuzzedStatements(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Statement plain = parse(text);
        if (plain != null) {
            assertThat(parse("\n " + text + "\t")).isEqualTo(plain);
        }
        Map<String, Object> statement =
                Map.of("Statement", text, "Parameters", List.of(Map.of("S", "a"), Map.of("N", "1"), Map.of("S", "b")));
        attempt("ExecuteStatement", Map.of("Statement", text));
        attempt("ExecuteStatement", statement);
        attempt("BatchExecuteStatement", Map.of("Statements", List.of(statement)));
        attempt("ExecuteTransaction", Map.of("TransactStatements", List.of(statement)));
    }

    private static Statement parse(String text) {
        try {
            return StatementParser.parse(text).statement();
        } catch (DynamoException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.VALIDATION);
            return null;
        }
    }

    private static void attempt(String operation, Map<String, Object> request) {
        try {
            client.call(operation, request);
        } catch (DynamoException e) {
            assertThat(e.code()).as(request.toString()).isIn(EXPECTED);
            assertThat(e.text()).isNotBlank();
        }
    }
}
