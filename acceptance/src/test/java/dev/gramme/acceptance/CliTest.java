package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.acceptance.load.Json;
import dev.gramme.acceptance.load.ServerProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged server as a user of the AWS CLI sees it. */
@Timeout(120)
class CliTest {
    private static ServerProcess server;
    private static AwsCli cli;

    @BeforeAll
    static void start() throws Exception {
        AwsCli.requireInstalled();
        server = Packaged.start("--in-memory");
        cli = new AwsCli(server.port());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Map<String, Object> ok(String... arguments) throws Exception {
        return cli.ok(arguments);
    }

    private static void refused(String text, String... arguments) throws Exception {
        cli.refused(text, arguments);
    }

    @Test
    void aDayWithTheCommandLine() throws Exception {
        tableComes();
        itemsComeAndChange();
        pagesAreRead();
        batchesAreWrittenAndRead();
        errorsAreToldInWords();
        tableGoes();
    }

    private static void tableComes() throws Exception {
        Map<String, Object> created = ok(
                "create-table",
                "--table-name",
                "films",
                "--attribute-definitions",
                "AttributeName=director,AttributeType=S",
                "AttributeName=year,AttributeType=N",
                "--key-schema",
                "AttributeName=director,KeyType=HASH",
                "AttributeName=year,KeyType=RANGE",
                "--billing-mode",
                "PAY_PER_REQUEST");
        assertThat(Json.object(created.get("TableDescription"))).containsEntry("TableName", "films");
        ok("wait", "table-exists", "--table-name", "films");
        assertThat(Json.object(ok("describe-table", "--table-name", "films").get("Table")))
                .containsEntry("TableStatus", "ACTIVE")
                .containsEntry("TableArn", "arn:aws:dynamodb:us-east-1:000000000000:table/films");
        assertThat(ok("list-tables")).containsEntry("TableNames", List.of("films"));
    }

    private static void itemsComeAndChange() throws Exception {
        ok("put-item", "--table-name", "films", "--item", film(1960, "A bout de souffle"));
        assertThat(ok("get-item", "--table-name", "films", "--key", key(1960), "--consistent-read")
                        .toString())
                .contains("A bout de souffle");
        Map<String, Object> updated = ok(
                "update-item",
                "--table-name",
                "films",
                "--key",
                key(1960),
                "--update-expression",
                "SET #s = :s ADD seen :one",
                "--expression-attribute-names",
                "{\"#s\":\"stars\"}",
                "--expression-attribute-values",
                "{\":s\":{\"SS\":[\"Belmondo\",\"Seberg\"]},\":one\":{\"N\":\"1\"}}",
                "--return-values",
                "UPDATED_NEW");
        assertThat(Json.object(updated.get("Attributes"))).hasToString("{seen={N=1}, stars={SS=[Belmondo, Seberg]}}");
    }

    private static void batchesAreWrittenAndRead() throws Exception {
        Map<String, Object> written = ok(
                "batch-write-item",
                "--request-items",
                "{\"films\":[{\"PutRequest\":{\"Item\":" + film(1963, "Le mépris") + "}},"
                        + "{\"DeleteRequest\":{\"Key\":" + key(1960) + "}}]}");
        assertThat(written).containsEntry("UnprocessedItems", Map.of());
        Map<String, Object> read =
                ok("batch-get-item", "--request-items", "{\"films\":{\"Keys\":[" + key(1963) + "," + key(1960) + "]}}");
        assertThat(read.toString()).contains("Le mépris").doesNotContain("A bout de souffle");
    }

    private static void pagesAreRead() throws Exception {
        ok("put-item", "--table-name", "films", "--item", film(1961, "Une femme est une femme"));
        ok("put-item", "--table-name", "films", "--item", film(1962, "Vivre sa vie"));
        String[] query = {
            "query",
            "--table-name",
            "films",
            "--key-condition-expression",
            "director = :d",
            "--expression-attribute-values",
            "{\":d\":{\"S\":\"Godard\"}}",
            "--page-size",
            "1"
        };
        assertThat(ok(query)).containsEntry("Count", 3.0);
        Map<String, Object> page = ok("scan", "--table-name", "films", "--max-items", "2", "--page-size", "1");
        assertThat(Json.array(page.get("Items"))).hasSize(2);
        Map<String, Object> rest =
                ok("scan", "--table-name", "films", "--starting-token", String.valueOf(page.get("NextToken")));
        assertThat(Json.array(rest.get("Items"))).hasSize(1);
    }

    private static void errorsAreToldInWords() throws Exception {
        refused(
                "(ResourceNotFoundException) when calling the GetItem operation: Requested resource not found",
                "get-item",
                "--table-name",
                "nothing",
                "--key",
                key(1));
        refused(
                "(ConditionalCheckFailedException) when calling the PutItem operation:"
                        + " The conditional request failed",
                "put-item",
                "--table-name",
                "films",
                "--item",
                film(1963, "Again"),
                "--condition-expression",
                "attribute_not_exists(director)");
        refused(
                "(ValidationException) when calling the PutItem operation: One or more parameter values were invalid:"
                        + " Missing the key year in the item",
                "put-item",
                "--table-name",
                "films",
                "--item",
                "{\"director\":{\"S\":\"Godard\"}}");
    }

    private static void tableGoes() throws Exception {
        ok("delete-table", "--table-name", "films");
        ok("wait", "table-not-exists", "--table-name", "films");
        assertThat(ok("list-tables")).containsEntry("TableNames", List.of());
    }

    private static String key(int year) {
        return "{\"director\":{\"S\":\"Godard\"},\"year\":{\"N\":\"" + year + "\"}}";
    }

    private static String film(int year, String title) {
        return "{\"director\":{\"S\":\"Godard\"},\"year\":{\"N\":\"" + year + "\"},\"title\":" + Json.s(title) + "}";
    }
}
