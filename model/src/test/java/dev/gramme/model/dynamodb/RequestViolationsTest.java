package dev.gramme.model.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.json.JsonReader;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the model forbids in requests, in the words and the order of DynamoDB. */
class RequestViolationsTest {
    private static final String NOT_NULL = "Member must not be null";
    private static final String RETURN_CONSUMED_CAPACITY = "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]";

    private static <Q> Violations violations(OperationShape<Q, ?> operation, String json) {
        JsonReader reader = new JsonReader(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        Q request = operation.codec().readRequest(reader);
        reader.end();
        return operation.codec().validate(request);
    }

    private static void assertFine(OperationShape<?, ?> operation, String json) {
        assertThat(violations(operation, json)).isNull();
    }

    /** Expects value, path and constraint of each violation, one after the other. */
    private static void assertViolations(OperationShape<?, ?> operation, String json, String... expected) {
        StringBuilder message = new StringBuilder();
        int count = expected.length / 3;
        message.append(count)
                .append(count == 1 ? " validation error" : " validation errors")
                .append(" detected: ");
        for (int index = 0; index < expected.length; index += 3) {
            String value = expected[index] == null ? "null" : "'" + expected[index] + "'";
            message.append(index == 0 ? "" : "; ")
                    .append("Value ")
                    .append(value)
                    .append(" at '");
            message.append(expected[index + 1])
                    .append("' failed to satisfy constraint: ")
                    .append(expected[index + 2]);
        }
        Violations found = violations(operation, json);
        assertThat(found).isNotNull().hasToString(message.toString());
        assertThat(found.message()).isEqualTo(message.toString());
        assertThat(found.size()).isEqualTo(count);
    }

    @Test
    void requiredMembers() {
        assertViolations(Operations.PUT_ITEM, "{}", null, "tableName", NOT_NULL, null, "item", NOT_NULL);
        assertViolations(Operations.GET_ITEM, "{'Key':null}", null, "tableName", NOT_NULL, null, "key", NOT_NULL);
        assertViolations(Operations.DESCRIBE_TABLE, "{'TableName':null}", null, "tableName", NOT_NULL);
        assertViolations(Operations.TRANSACT_WRITE_ITEMS, "{}", null, "transactItems", NOT_NULL);
        assertViolations(
                Operations.TAG_RESOURCE,
                "{'Tags':[{'Key':'a','Value':''},{}]}",
                null,
                "resourceArn",
                NOT_NULL,
                null,
                "tags.2.member.key",
                NOT_NULL,
                null,
                "tags.2.member.value",
                NOT_NULL);
        assertFine(Operations.LIST_TABLES, "{}");
        assertFine(Operations.DESCRIBE_LIMITS, "{}");
    }

    @Test
    void lengthsOfStrings() {
        assertViolations(
                Operations.DESCRIBE_TABLE,
                "{'TableName':''}",
                "",
                "tableName",
                "Member must have length greater than or equal to 1");
        String name = "a".repeat(1025);
        assertViolations(
                Operations.DESCRIBE_TABLE,
                "{'TableName':'" + name + "'}",
                name,
                "tableName",
                "Member must have length less than or equal to 1024");
        assertFine(Operations.DESCRIBE_TABLE, "{'TableName':'" + name.substring(1) + "'}");
        assertFine(Operations.DESCRIBE_TABLE, "{'TableName':'é'}");
    }

    @Test
    void patternsComeBeforeLengths() {
        String pattern = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
        String three = "Member must have length greater than or equal to 3";
        assertViolations(
                Operations.LIST_TABLES,
                "{'ExclusiveStartTableName':''}",
                "",
                "exclusiveStartTableName",
                pattern,
                "",
                "exclusiveStartTableName",
                three);
        assertViolations(
                Operations.LIST_TABLES,
                "{'ExclusiveStartTableName':'a;','Limit':500}",
                "a;",
                "exclusiveStartTableName",
                pattern,
                "a;",
                "exclusiveStartTableName",
                three,
                "500",
                "limit",
                "Member must have value less than or equal to 100");
        assertViolations(
                Operations.LIST_TABLES,
                "{'ExclusiveStartTableName':'abc\\n'}",
                "abc\n",
                "exclusiveStartTableName",
                pattern);
        String tooLong = "a".repeat(256);
        assertViolations(
                Operations.LIST_TABLES,
                "{'ExclusiveStartTableName':'" + tooLong + "'}",
                tooLong,
                "exclusiveStartTableName",
                "Member must have length less than or equal to 255");
        assertFine(Operations.LIST_TABLES, "{'ExclusiveStartTableName':'Ab.c-_9'}");
    }

    @Test
    void ranges() {
        String atLeastOne = "Member must have value greater than or equal to 1";
        assertViolations(Operations.LIST_TABLES, "{'Limit':0}", "0", "limit", atLeastOne);
        assertViolations(Operations.LIST_TABLES, "{'Limit':-7.9}", "-7", "limit", atLeastOne);
        assertFine(Operations.LIST_TABLES, "{'Limit':1}");
        assertFine(Operations.LIST_TABLES, "{'Limit':100.9}");
        assertViolations(
                Operations.SCAN,
                "{'TableName':'abc','TotalSegments':1000001,'Segment':-1,'Limit':0}",
                "0",
                "limit",
                atLeastOne,
                "1000001",
                "totalSegments",
                "Member must have value less than or equal to 1000000",
                "-1",
                "segment",
                "Member must have value greater than or equal to 0");
    }

    @Test
    void enums() {
        assertViolations(
                Operations.PUT_ITEM,
                "{'TableName':'abc','Item':{},'ReturnConsumedCapacity':'hi','ReturnItemCollectionMetrics':'',"
                        + "'ReturnValues':'all_old','ConditionalOperator':'XOR'}",
                "all_old",
                "returnValues",
                "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
                "hi",
                "returnConsumedCapacity",
                RETURN_CONSUMED_CAPACITY,
                "",
                "returnItemCollectionMetrics",
                "Member must satisfy enum value set: [SIZE, NONE]",
                "XOR",
                "conditionalOperator",
                "Member must satisfy enum value set: [OR, AND]");
        assertViolations(
                Operations.QUERY,
                "{'TableName':'abc','Select':'ALL','KeyConditions':{'a':{'ComparisonOperator':'LIKE'},'b':{}}}",
                "ALL",
                "select",
                "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES,"
                        + " ALL_PROJECTED_ATTRIBUTES]",
                "LIKE",
                "keyConditions.a.member.comparisonOperator",
                "Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE,"
                        + " BEGINS_WITH, GE, CONTAINS]",
                null,
                "keyConditions.b.member.comparisonOperator",
                NOT_NULL);
    }

    @Test
    void createTable() {
        assertViolations(
                Operations.CREATE_TABLE,
                "{'TableName':'','KeySchema':[],'ProvisionedThroughput':{'ReadCapacityUnits':0},"
                        + "'AttributeDefinitions':[{'AttributeType':'X'},null]}",
                null,
                "attributeDefinitions.1.member.attributeName",
                NOT_NULL,
                "X",
                "attributeDefinitions.1.member.attributeType",
                "Member must satisfy enum value set: [B, N, S]",
                null,
                "attributeDefinitions.2.member",
                NOT_NULL,
                "",
                "tableName",
                "Member must have length greater than or equal to 1",
                "[]",
                "keySchema",
                "Member must have length greater than or equal to 1",
                "0",
                "provisionedThroughput.readCapacityUnits",
                "Member must have value greater than or equal to 1",
                null,
                "provisionedThroughput.writeCapacityUnits",
                NOT_NULL);
        assertViolations(
                Operations.CREATE_TABLE,
                "{'TableName':'abc','LocalSecondaryIndexes':[{'IndexName':'h;','KeySchema':[{'AttributeName':'a',"
                        + "'KeyType':'SORT'}],'Projection':{'ProjectionType':'SOME','NonKeyAttributes':[]}}],"
                        + "'BillingMode':'FREE'}",
                "h;",
                "localSecondaryIndexes.1.member.indexName",
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
                "h;",
                "localSecondaryIndexes.1.member.indexName",
                "Member must have length greater than or equal to 3",
                "SORT",
                "localSecondaryIndexes.1.member.keySchema.1.member.keyType",
                "Member must satisfy enum value set: [HASH, RANGE]",
                "SOME",
                "localSecondaryIndexes.1.member.projection.projectionType",
                "Member must satisfy enum value set: [ALL, INCLUDE, KEYS_ONLY]",
                "[]",
                "localSecondaryIndexes.1.member.projection.nonKeyAttributes",
                "Member must have length greater than or equal to 1",
                "FREE",
                "billingMode",
                "Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]");
    }

    @Test
    void listsAndMaps() {
        String name = "n".repeat(65_536);
        String ofNames = "[Member must have length less than or equal to 65535,"
                + " Member must have length greater than or equal to 0]";
        assertViolations(
                Operations.GET_ITEM,
                "{'TableName':'abc','Key':{},'AttributesToGet':['a','" + name + "',null]}",
                null,
                "attributesToGet.3.member",
                NOT_NULL,
                "[a, " + name + ", null]",
                "attributesToGet",
                "Member must satisfy constraint: " + ofNames);
        assertViolations(
                Operations.GET_ITEM,
                "{'TableName':'abc','Key':{},'AttributesToGet':[],'ExpressionAttributeNames':{'#a':'" + name
                        + "','#b':null}}",
                "[]",
                "attributesToGet",
                "Member must have length greater than or equal to 1",
                null,
                "expressionAttributeNames.#b.member",
                NOT_NULL,
                "{#a=" + name + ", #b=null}",
                "expressionAttributeNames",
                "Map value must satisfy constraint: " + ofNames);
    }

    @Test
    void batches() {
        String put = "{'PutRequest':{'Item':{'a':{'S':'secret'}}}}";
        String shown =
                "WriteRequest(putRequest=PutRequest(item={a=com.amazonaws.dynamodb.v20120810.AttributeValue@61}),"
                        + " deleteRequest=null)";
        String sizes = "Map value must satisfy constraint: [Member must have length less than or equal to 25,"
                + " Member must have length greater than or equal to 1]";
        assertFine(Operations.BATCH_WRITE_ITEM, "{'RequestItems':{'t':[" + put + "]}}");
        assertViolations(Operations.BATCH_WRITE_ITEM, "{'RequestItems':{'t':[]}}", "{t=[]}", "requestItems", sizes);
        assertViolations(
                Operations.BATCH_WRITE_ITEM,
                "{'RequestItems':{'t':[" + String.join(",", Collections.nCopies(26, put)) + "]}}",
                "{t=" + Collections.nCopies(26, shown) + "}",
                "requestItems",
                sizes);
        assertViolations(
                Operations.BATCH_WRITE_ITEM,
                "{'RequestItems':{'':[" + put + ",{'PutRequest':{}}]}}",
                null,
                "requestItems..member.2.member.putRequest.item",
                NOT_NULL,
                "{=[" + shown + ", WriteRequest(putRequest=PutRequest(item=null), deleteRequest=null)]}",
                "requestItems",
                "Map keys must satisfy constraint: [Member must have length less than or equal to 1024,"
                        + " Member must have length greater than or equal to 1]");
        assertViolations(
                Operations.BATCH_GET_ITEM,
                "{'RequestItems':{'t':{'Keys':[]},'u':{}}}",
                null,
                "requestItems.u.member.keys",
                NOT_NULL);
    }

    @Test
    void transactions() {
        assertViolations(
                Operations.TRANSACT_WRITE_ITEMS,
                "{'TransactItems':[{'Put':{'TableName':'t'}},{'Update':{}}],'ReturnConsumedCapacity':'ALL',"
                        + "'ClientRequestToken':''}",
                null,
                "transactItems.1.member.put.item",
                NOT_NULL,
                null,
                "transactItems.2.member.update.key",
                NOT_NULL,
                null,
                "transactItems.2.member.update.updateExpression",
                NOT_NULL,
                null,
                "transactItems.2.member.update.tableName",
                NOT_NULL,
                "ALL",
                "returnConsumedCapacity",
                RETURN_CONSUMED_CAPACITY,
                "",
                "clientRequestToken",
                "Member must have length greater than or equal to 1");
        assertViolations(
                Operations.TRANSACT_GET_ITEMS,
                "{'TransactItems':[]}",
                "[]",
                "transactItems",
                "Member must have length greater than or equal to 1");
    }

    @Test
    void noMoreThanTenAreTold() {
        String tags = String.join(",", Collections.nCopies(40, "{}"));
        Violations found = violations(Operations.TAG_RESOURCE, "{'ResourceArn':'','Tags':[" + tags + "]}");
        assertThat(found.size()).isEqualTo(10);
        assertThat(found.message())
                .startsWith("10 validation errors detected: Value '' at 'resourceArn' failed")
                .endsWith("Value null at 'tags.5.member.key' failed to satisfy constraint: " + NOT_NULL);
    }

    @Test
    void whatUsersStoreIsNeverShown() {
        String json = "{'TableName':'t','Item':{'name':{'S':'secret'}},'ReturnValues':'X','Expected':{'e':"
                + "{'AttributeValueList':[{'S':'secret'}],'ComparisonOperator':'Y','Value':{'N':'4711'}}},"
                + "'ExpressionAttributeValues':{':v':{'B':'c2VjcmV0'}}}";
        assertThat(violations(Operations.PUT_ITEM, json).message())
                .contains("'Y' at 'expected.e.member.comparisonOperator'", "'X' at 'returnValues'");
        PutItemInput request =
                PutItemInput.read(new JsonReader(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        for (String secret : List.of("secret", "4711", "c2VjcmV0")) {
            assertThat(request.toString()).doesNotContain(secret);
        }
        assertThat(request.toString())
                .contains("tableName=t, item={name=com.amazonaws.dynamodb.v20120810.AttributeValue@");
    }
}
