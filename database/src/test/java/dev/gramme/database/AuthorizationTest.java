package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Via;
import dev.gramme.database.cases.CaseFile;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.testing.Client;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policies at work: the examples of the developer guide's fine-grained access control, and ways around them. */
class AuthorizationTest {
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-west-2";
    private static final String TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/GameScores";
    private static final Caller ANN =
            new Caller(Caller.Kind.USER, ACCOUNT, "arn:aws:iam::123456789012:user/ann", "AIDAANN", "AKIAANN", null);
    private static final Caller ROOT = Caller.root(ACCOUNT, "AKIAROOT");

    private static final String OWN_ITEMS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Action": ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem",
                "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQL*",
                "dynamodb:ConditionCheckItem"],
              "Resource": ["arn:aws:dynamodb:us-west-2:123456789012:table/GameScores"],
              "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["${aws:username}"]}}}]}
            """;
    private static final String TWO_ATTRIBUTES = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Action": ["dynamodb:UpdateItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem",
                "dynamodb:Scan", "dynamodb:PutItem", "dynamodb:PartiQLSelect", "dynamodb:PartiQLUpdate"],
              "Resource": ["arn:aws:dynamodb:us-west-2:123456789012:table/GameScores"],
              "Condition": {
                "ForAllValues:StringEquals": {"dynamodb:Attributes": ["UserId", "GameTitle", "TopScore"]},
                "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES",
                  "dynamodb:ReturnValues": ["NONE", "UPDATED_OLD", "UPDATED_NEW"]}}}]}
            """;

    private final Map<String, PrincipalPolicies> policies = new HashMap<>();
    private Database database;

    @BeforeEach
    void open() {
        ManualEnvironment environment = ManualEnvironment.still();
        RootKeyService keys = new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment);
        database = new Database(
                TestEngines.open(environment::clockMillis),
                environment,
                keys,
                Settings.DEFAULT,
                ignored -> caller -> policies.getOrDefault(caller.userId(), PrincipalPolicies.NONE));
        call(ROOT, "CreateTable", """
                {"TableName": "GameScores", "BillingMode": "PAY_PER_REQUEST",
                 "KeySchema": [{"AttributeName": "UserId", "KeyType": "HASH"},
                               {"AttributeName": "GameTitle", "KeyType": "RANGE"}],
                 "AttributeDefinitions": [{"AttributeName": "UserId", "AttributeType": "S"},
                   {"AttributeName": "GameTitle", "AttributeType": "S"},
                   {"AttributeName": "TopScore", "AttributeType": "N"}],
                 "GlobalSecondaryIndexes": [{"IndexName": "TopScoreDateTimeIndex",
                   "KeySchema": [{"AttributeName": "GameTitle", "KeyType": "HASH"},
                                 {"AttributeName": "TopScore", "KeyType": "RANGE"}],
                   "Projection": {"ProjectionType": "ALL"}}],
                 "Tags": [{"Key": "Stage", "Value": "test"}]}
                """);
        call(ROOT, "PutItem", put("ann"));
        call(ROOT, "PutItem", put("bob"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String put(String user) {
        return "{'TableName':'GameScores','Item':{'UserId':{'S':'".replace('\'', '"')
                + user
                + "'},'GameTitle':{'S':'chess'},'TopScore':{'N':'1'},'Secret':{'S':'s'}}}".replace('\'', '"');
    }

    private static String key(String user) {
        return "\"Key\":{\"UserId\":{\"S\":\"" + user + "\"},\"GameTitle\":{\"S\":\"chess\"}}";
    }

    private static String on(String rest) {
        return "{\"TableName\":\"GameScores\"," + rest.replace('\'', '"') + "}";
    }

    private Map<String, Object> call(Caller caller, String operation, String request) {
        long deadline = database.deadline(TimeUnit.SECONDS.toNanos(10));
        Via via = new Via("localhost", "203.0.113.7", true, "test");
        JsonWriter answer = new JsonWriter();
        database.execute(
                new Call(caller, REGION, via, "test", deadline),
                Client.action(operation),
                request.getBytes(StandardCharsets.UTF_8),
                answer);
        byte[] bytes = answer.toBytes();
        return bytes.length == 0 ? Map.of() : Client.map(CaseFile.tree(new JsonReader(bytes)));
    }

    private void allow(String operation, String request) {
        call(ANN, operation, request);
    }

    private void deny(String operation, String request) {
        assertThatThrownBy(() -> call(ANN, operation, request))
                .as("%s %s", operation, request)
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
    }

    private void grant(String... documents) {
        List<AttachedPolicy> identity = Arrays.stream(documents)
                .map(document -> new AttachedPolicy("inline", Policy.parse(document, PolicyKind.IDENTITY)))
                .toList();
        policies.put(ANN.userId(), new PrincipalPolicies(identity, null, null, Map.of("team", "red")));
    }

    private static String statement(String effect, String action, String resource, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"" + (condition.isEmpty() ? "" : ",\"Condition\":" + condition)
                + "}}";
    }

    @Test
    void whoHasNoPolicyMayDoNothing() {
        deny("GetItem", on(key("ann")));
        deny("ListTables", "{}");
        assertThatThrownBy(() -> call(ANN, "GetItem", on(key("ann"))))
                .hasMessage("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: dynamodb:GetItem on"
                        + " resource: " + TABLE
                        + " because no identity-based policy allows the dynamodb:GetItem action");
        allow("sts:GetCallerIdentity", "{}");
    }

    @Test
    void ownItemsOnly() {
        grant(OWN_ITEMS);
        allow("GetItem", on(key("ann")));
        deny("GetItem", on(key("bob")));
        allow("PutItem", put("ann"));
        deny("PutItem", put("bob"));
        allow("UpdateItem", on(key("ann")));
        deny("UpdateItem", on(key("bob")));
        deny("DeleteItem", on(key("bob")));
        allow("Query", on("'KeyConditionExpression':'UserId=:u','ExpressionAttributeValues':{':u':{'S':'ann'}}"));
        deny("Query", on("'KeyConditionExpression':'UserId=:u','ExpressionAttributeValues':{':u':{'S':'bob'}}"));
        deny("Query", on("'KeyConditions':{'UserId':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'bob'}]}}"));
        deny("Scan", "{\"TableName\":\"GameScores\"}");
        deny(
                "Query",
                on("'IndexName':'TopScoreDateTimeIndex','KeyConditionExpression':'GameTitle=:u',"
                        + "'ExpressionAttributeValues':{':u':{'S':'ann'}}"));
        // by its ARN it is the same table
        allow("GetItem", "{\"TableName\":\"" + TABLE + "\"," + key("ann") + "}");
        deny("GetItem", "{\"TableName\":\"" + TABLE + "\"," + key("bob") + "}");
    }

    @Test
    void batchesAndTransactionsAreNoWayAround() {
        grant(OWN_ITEMS);
        String keyOf = "{'UserId':{'S':'%s'},'GameTitle':{'S':'chess'}}".replace('\'', '"');
        String both = keyOf.formatted("ann") + "," + keyOf.formatted("bob");
        allow("BatchGetItem", "{\"RequestItems\":{\"GameScores\":{\"Keys\":[" + keyOf.formatted("ann") + "]}}}");
        deny("BatchGetItem", "{\"RequestItems\":{\"GameScores\":{\"Keys\":[" + both + "]}}}");
        deny(
                "BatchWriteItem",
                "{\"RequestItems\":{\"GameScores\":[{\"DeleteRequest\":{\"Key\":" + keyOf.formatted("bob") + "}}]}}");
        for (String action : List.of("Delete", "ConditionCheck")) {
            String rest = "\"ConditionExpression\":\"attribute_exists(UserId)\",";
            String item = "{\"TransactItems\":[{\"%s\":%s}]}";
            allow("TransactWriteItems", item.formatted("ConditionCheck", on(rest + key("ann"))));
            deny("TransactWriteItems", item.formatted(action, on(rest + key("bob"))));
        }
        deny("TransactWriteItems", "{\"TransactItems\":[{\"Put\":" + put("bob") + "}]}");
        deny("TransactGetItems", "{\"TransactItems\":[{\"Get\":" + on(key("bob")) + "}]}");
    }

    @Test
    void statementsAreNoWayAround() {
        grant(OWN_ITEMS);
        allow("ExecuteStatement", sql("SELECT * FROM GameScores WHERE UserId='ann'"));
        for (String text : List.of(
                "SELECT * FROM GameScores WHERE UserId='bob'",
                "SELECT * FROM GameScores WHERE UserId IN ['ann','bob']",
                "SELECT * FROM GameScores WHERE UserId='ann' OR UserId='bob'",
                "SELECT * FROM GameScores",
                "SELECT * FROM GameScores.TopScoreDateTimeIndex WHERE GameTitle='ann'",
                "UPDATE GameScores SET a=1 WHERE UserId='bob' AND GameTitle='chess'",
                "UPDATE GameScores SET a=1 WHERE UserId IN ['ann'] AND UserId='bob' AND GameTitle='chess'",
                "DELETE FROM GameScores WHERE UserId='bob' AND GameTitle='chess'",
                "INSERT INTO GameScores VALUE {'UserId':'bob','GameTitle':'go'}")) {
            deny("ExecuteStatement", sql(text));
            String refused = Client.json(call(ANN, "BatchExecuteStatement", "{\"Statements\":[" + sql(text) + "]}"));
            assertThat(refused).as(text).contains("AccessDenied");
            deny("ExecuteTransaction", "{\"TransactStatements\":[" + sql(text) + "]}");
        }
        // a type that no key has must not hide which key is meant
        assertThatThrownBy(() -> allow(
                        "ExecuteStatement",
                        sql("UPDATE GameScores SET a=1 WHERE UserId IN [5] AND UserId='bob' AND GameTitle='chess'")))
                .isInstanceOf(DynamoException.class);
        deny(
                "ExecuteTransaction",
                "{\"TransactStatements\":["
                        + sql("EXISTS(SELECT * FROM GameScores WHERE"
                                + " UserId IN ['ann'] AND UserId='bob' AND GameTitle='chess' AND TopScore=1)")
                        + "]}");
    }

    private static String sql(String text) {
        return "{\"Statement\":\""
                + text.replace("GameScores.Top", "\\\"GameScores\\\".\\\"Top").replace("Index W", "Index\\\" W")
                + "\"}";
    }

    @Test
    void someAttributesOnly() {
        grant(TWO_ATTRIBUTES);
        deny("GetItem", on(key("ann")));
        allow("GetItem", on("'ProjectionExpression':'TopScore'," + key("ann")));
        deny("GetItem", on("'ProjectionExpression':'TopScore,Secret'," + key("ann")));
        deny("GetItem", on("'ProjectionExpression':'#s','ExpressionAttributeNames':{'#s':'Secret'}," + key("ann")));
        deny("GetItem", on("'AttributesToGet':['Secret']," + key("ann")));
        allow("Scan", on("'ProjectionExpression':'TopScore'"));
        deny("Scan", on("'Select':'COUNT'"));
        deny("Scan", on("'ProjectionExpression':'TopScore','FilterExpression':'attribute_exists(Secret)'"));
        allow(
                "UpdateItem",
                on("'UpdateExpression':'SET TopScore=:s','ExpressionAttributeValues':{':s':{'N':'2'}}," + key("ann")));
        deny(
                "UpdateItem",
                on("'UpdateExpression':'SET Secret=:s','ExpressionAttributeValues':{':s':{'N':'2'}}," + key("ann")));
        // reading by writing
        deny("UpdateItem", on("'UpdateExpression':'SET TopScore=Secret'," + key("ann")));
        deny(
                "UpdateItem",
                on("'UpdateExpression':'REMOVE TopScore','ConditionExpression':'Secret=:s',"
                        + "'ExpressionAttributeValues':{':s':{'S':'s'}}," + key("ann")));
        deny("UpdateItem", on("'AttributeUpdates':{'Secret':{'Action':'DELETE'}}," + key("ann")));
        deny("UpdateItem", on("'UpdateExpression':'REMOVE TopScore','ReturnValues':'ALL_OLD'," + key("ann")));
        deny(
                "UpdateItem",
                on("'UpdateExpression':'REMOVE TopScore','ReturnValuesOnConditionCheckFailure':'ALL_OLD',"
                        + "'ConditionExpression':'TopScore=:s','ExpressionAttributeValues':{':s':{'N':'9'}},"
                        + key("ann")));
        deny("PutItem", put("ann"));
        allow("ExecuteStatement", sql("SELECT TopScore FROM GameScores WHERE UserId='ann'"));
        deny("ExecuteStatement", sql("SELECT * FROM GameScores WHERE UserId='ann'"));
        deny("ExecuteStatement", sql("SELECT TopScore FROM GameScores WHERE UserId='ann' AND Secret='s'"));
        deny("ExecuteStatement", sql("UPDATE GameScores SET TopScore=Secret WHERE UserId='ann' AND GameTitle='chess'"));
        deny(
                "ExecuteStatement",
                sql("UPDATE GameScores SET TopScore=1 WHERE UserId='ann' AND GameTitle='chess'"
                        + " RETURNING ALL OLD *"));
    }

    @Test
    void anIndexIsAResourceOfItsOwn() {
        grant(statement("Allow", "dynamodb:Query", TABLE + "/index/TopScoreDateTimeIndex", """
                {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["TopScoreDateTime", "GameTitle", "Wins"]},
                 "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}}"""));
        String of = "'KeyConditionExpression':'GameTitle=:u','ExpressionAttributeValues':{':u':{'S':'chess'}}";
        allow("Query", on("'IndexName':'TopScoreDateTimeIndex','ProjectionExpression':'Wins'," + of));
        deny("Query", on("'IndexName':'TopScoreDateTimeIndex'," + of));
        deny("Query", on("'ProjectionExpression':'Wins'," + of));
        deny("Scan", on("'IndexName':'TopScoreDateTimeIndex'"));
    }

    @Test
    void enclosingOperationsAndFullScans() {
        grant(statement("Allow", "dynamodb:*Item", TABLE, """
                {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}"""));
        deny("PutItem", put("ann"));
        allow("TransactWriteItems", "{\"TransactItems\":[{\"Put\":" + put("ann") + "}]}");
        deny("TransactGetItems", "{\"TransactItems\":[{\"Get\":" + on(key("ann")) + "}]}");

        grant(
                statement("Allow", "dynamodb:PartiQLSelect", TABLE, ""),
                statement("Deny", "dynamodb:PartiQLSelect", TABLE, """
                        {"Bool": {"dynamodb:FullTableScan": ["true"]}}"""));
        allow("ExecuteStatement", sql("SELECT * FROM GameScores WHERE UserId='ann'"));
        deny("ExecuteStatement", sql("SELECT * FROM GameScores WHERE GameTitle='chess'"));
    }

    @Test
    void tags() {
        grant(statement("Allow", "dynamodb:*", "*", "{\"StringEquals\":{\"aws:ResourceTag/stage\":\"test\"}}"));
        allow("DescribeTable", "{\"TableName\":\"GameScores\"}");
        allow("GetItem", on(key("ann")));
        deny("ListTables", "{}");
        grant(statement("Allow", "dynamodb:*", "*", "{\"StringEquals\":{\"aws:ResourceTag/Stage\":\"live\"}}"));
        deny("GetItem", on(key("ann")));

        grant(statement("Allow", "dynamodb:TagResource", "*", """
                {"StringEquals":{"aws:RequestTag/team":"${aws:PrincipalTag/team}"},
                 "ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"""));
        String tag = "{\"ResourceArn\":\"" + TABLE + "\",\"Tags\":[%s]}";
        String team = "{\"Key\":\"team\",\"Value\":\"%s\"}";
        allow("TagResource", tag.formatted(team.formatted("red")));
        deny("TagResource", tag.formatted(team.formatted("blue")));
        deny("TagResource", tag.formatted(team.formatted("red") + ",{\"Key\":\"b\",\"Value\":\"\"}"));
    }

    @Test
    void explicitDenialsAndBoundaries() {
        grant(statement("Allow", "*", "*", ""), statement("Deny", "dynamodb:DeleteItem", "*", ""));
        allow("GetItem", on(key("bob")));
        assertThatThrownBy(() -> allow("DeleteItem", on(key("bob"))))
                .hasMessage("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: dynamodb:DeleteItem"
                        + " on resource: " + TABLE + " with an explicit deny in an identity-based policy");
        AttachedPolicy boundary = new AttachedPolicy(
                "boundary", Policy.parse(statement("Allow", "dynamodb:Get*", "*", ""), PolicyKind.MANAGED));
        policies.put(
                ANN.userId(), new PrincipalPolicies(policies.get(ANN.userId()).identity(), boundary, null, Map.of()));
        allow("GetItem", on(key("bob")));
        assertThatThrownBy(() -> allow("PutItem", put("bob")))
                .hasMessage("User: arn:aws:iam::123456789012:user/ann is not authorized to perform: dynamodb:PutItem"
                        + " on resource: " + TABLE
                        + " because no permissions boundary allows the dynamodb:PutItem action");
    }

    @Test
    void otherAccountsNeedBothSides() {
        Caller stranger = Caller.root("210987654321", "AKIASTRANGER");
        String get = "{\"TableName\":\"" + TABLE + "\"," + key("ann") + "}";
        assertThatThrownBy(() -> call(stranger, "GetItem", get))
                .hasMessageEndingWith("because no resource-based policy allows the dynamodb:GetItem action");
        call(
                ROOT,
                "PutResourcePolicy",
                "{\"ResourceArn\":\"" + TABLE + "\",\"Policy\":"
                        + Client.json("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":"
                                + "\"210987654321\"},\"Action\":\"dynamodb:GetItem\",\"Resource\":\"" + TABLE
                                + "\"}}")
                        + "}");
        assertThat(call(stranger, "GetItem", get)).containsKey("Item");
        // its name alone is a table of the stranger's own
        assertThatThrownBy(() -> call(stranger, "GetItem", on(key("ann"))))
                .isInstanceOfSatisfying(
                        DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
        // a user of the other account needs its own account's word too
        Caller user = new Caller(
                Caller.Kind.USER, "210987654321", "arn:aws:iam::210987654321:user/eve", "AIDAEVE", "AKIAEVE", null);
        assertThatThrownBy(() -> call(user, "GetItem", get))
                .hasMessageEndingWith("because no identity-based policy allows the dynamodb:GetItem action");
    }

    @Test
    void streamsAndBackups() {
        call(ROOT, "CreateTable", """
                {"TableName": "Watched", "BillingMode": "PAY_PER_REQUEST",
                 "KeySchema": [{"AttributeName": "Id", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "Id", "AttributeType": "S"}],
                 "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"}}
                """);
        Map<String, Object> table = Client.map(
                call(ROOT, "DescribeTable", "{\"TableName\":\"Watched\"}").get("Table"));
        String stream = "{\"StreamArn\":\"" + table.get("LatestStreamArn") + "\"";
        Map<String, Object> described =
                Client.map(call(ROOT, "DescribeStream", stream + "}").get("StreamDescription"));
        String shard = (String) Client.maps(described.get("Shards")).getFirst().get("ShardId");
        String start = stream + ",\"ShardId\":\"" + shard + "\",\"ShardIteratorType\":\"TRIM_HORIZON\"}";
        String iterator =
                "{\"ShardIterator\":\"" + call(ROOT, "GetShardIterator", start).get("ShardIterator") + "\"}";
        deny("DescribeStream", stream + "}");
        deny("GetShardIterator", start);
        deny("GetRecords", iterator);
        grant(statement("Allow", "dynamodb:Get*", TABLE.replace("GameScores", "Watched/stream/*"), ""));
        allow("GetRecords", iterator);
        deny("DescribeStream", stream + "}");

        Map<String, Object> backup =
                Client.map(call(ROOT, "CreateBackup", "{\"TableName\":\"GameScores\",\"BackupName\":\"one\"}")
                        .get("BackupDetails"));
        String named = "{\"BackupArn\":\"" + backup.get("BackupArn") + "\"";
        deny("DescribeBackup", named + "}");
        grant(statement("Allow", "dynamodb:DescribeBackup", TABLE + "/backup/*", ""));
        allow("DescribeBackup", named + "}");
        deny("DeleteBackup", named + "}");
        // a restore fills a table, which takes permission to write to it
        grant(statement("Allow", "dynamodb:RestoreTableFromBackup", "*", ""));
        deny("RestoreTableFromBackup", named + ",\"TargetTableName\":\"Restored\"}");
    }

    @Test
    void anotherRegionIsAnotherRegion() {
        grant(statement("Allow", "dynamodb:*", "*", "{\"StringEquals\":{\"aws:RequestedRegion\":\"us-west-2\"}}"));
        allow("GetItem", on(key("ann")));
        deny("GetItem", "{\"TableName\":\"" + TABLE.replace("us-west-2", "eu-west-1") + "\"," + key("ann") + "}");
        // no other spelling of an ARN is another resource
        grant(statement("Allow", "dynamodb:*", "*", ""), statement("Deny", "dynamodb:*", TABLE, ""));
        assertThatThrownBy(() -> allow(
                        "GetItem",
                        "{\"TableName\":\"" + TABLE.replace("arn:aws:", "arn:any:") + "\"," + key("ann") + "}"))
                .hasMessageStartingWith("Invalid table ARN");
    }

    @Test
    void mappingsReadStreamsOnlyForWhoMayReadThem() {
        String stream = TABLE + "/stream/2026-01-01T00:00:00.000";
        String create =
                "{\"EventSourceArn\":\"" + stream + "\",\"FunctionName\":\"f\",\"StartingPosition\":\"TRIM_HORIZON\"}";
        grant(statement("Allow", "lambda:*", "*", ""));
        assertThatThrownBy(() -> allow("CreateEventSourceMapping", create))
                .hasMessageContaining("not authorized to perform: dynamodb:DescribeStream on resource: " + stream);
        grant(statement("Allow", "dynamodb:*", "*", ""), statement("Allow", "lambda:*", "*", """
                        {"StringLike": {"lambda:FunctionArn": "arn:aws:lambda:us-west-2:*:function:g"}}"""));
        assertThatThrownBy(() -> allow("CreateEventSourceMapping", create))
                .hasMessageContaining("not authorized to perform: lambda:CreateEventSourceMapping");
    }
}
