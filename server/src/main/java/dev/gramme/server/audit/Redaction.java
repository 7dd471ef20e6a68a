package dev.gramme.server.audit;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import dev.gramme.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests and answers without what nobody may read in a log. Of calls on items only what is known to hold no values
 * goes through; of others everything but secrets. Names begin with a small letter, as CloudTrail writes them.
 */
final class Redaction {
    private static final Set<String> OF_ITEMS = Set.of(
            "TableName",
            "IndexName",
            "ConsistentRead",
            "Limit",
            "Select",
            "Segment",
            "TotalSegments",
            "ScanIndexForward",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure",
            "ConditionalOperator",
            "ProjectionExpression",
            "ConditionExpression",
            "FilterExpression",
            "KeyConditionExpression",
            "UpdateExpression",
            "StreamArn",
            "ShardId",
            "ShardIteratorType",
            "RequestItems",
            "PutRequest",
            "DeleteRequest",
            "TransactItems",
            "Put",
            "Get",
            "Update",
            "Delete",
            "ConditionCheck");

    private static final Set<String> SECRET = Set.of(
            "secretaccesskey",
            "sessiontoken",
            "password",
            "oldpassword",
            "newpassword",
            "tokencode",
            "webidentitytoken",
            "samlassertion",
            "plaintext",
            "ciphertextblob",
            "privatekeyplaintext",
            "privatekeyciphertextblob",
            "ciphertextforrecipient",
            "message",
            "signature",
            "mac",
            "granttoken",
            "granttokens",
            "keymaterial",
            "encryptedkeymaterial",
            "importtoken",
            // Of event source mappings, which name values of attributes.
            "pattern",
            // Of answers that are records themselves.
            "cloudtrailevent");

    private final byte[] json;
    private final boolean items;
    private final JsonReader reader;
    private final JsonWriter out = new JsonWriter(512);
    private final Set<String> tables = new TreeSet<>();

    private Redaction(byte[] json, int length, boolean items) {
        this.json = json;
        this.items = items;
        this.reader = new JsonReader(json, 0, length);
    }

    /**
     * Reads a request or an answer.
     *
     * @param items whether the call is one on items
     */
    static Redaction of(byte[] json, int length, boolean items) {
        Redaction redaction = new Redaction(json, length, items);
        redaction.value(false);
        return redaction;
    }

    /** What is left, in JSON. */
    JsonWriter left() {
        return out;
    }

    /** The tables named, by their names or ARNs; streams too. */
    List<String> tables() {
        return new ArrayList<>(tables);
    }

    private void value(boolean namesAreTables) {
        switch (reader.peek()) {
            case OBJECT -> object(namesAreTables);
            case ARRAY -> {
                reader.beginArray();
                out.beginArray();
                while (reader.nextElement()) {
                    value(false);
                }
                out.endArray();
            }
            default -> {
                int from = reader.position();
                reader.skipValue();
                out.rawUtf8(json, from, reader.position() - from);
            }
        }
    }

    private void object(boolean namesAreTables) {
        reader.beginObject();
        out.beginObject();
        for (String name = reader.nextField(); name != null; name = reader.nextField()) {
            if (namesAreTables) {
                tables.add(name);
                out.field(name);
                value(false);
            } else if (items ? OF_ITEMS.contains(name) : !SECRET.contains(name.toLowerCase(Locale.ROOT))) {
                boolean named = name.equals("TableName") || name.equals("TableArn") || name.equals("StreamArn");
                if (named && reader.peek() == JsonToken.STRING) {
                    String table = reader.string();
                    tables.add(table);
                    out.field(lowerFirst(name));
                    out.string(table);
                } else {
                    out.field(lowerFirst(name));
                    value(name.equals("RequestItems"));
                }
            } else {
                reader.skipValue();
            }
        }
        out.endObject();
    }

    private static String lowerFirst(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
