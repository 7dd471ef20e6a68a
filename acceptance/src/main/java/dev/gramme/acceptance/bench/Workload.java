package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The requests that are measured: on a table of 400-byte items without a sort key, one with 50 items a partition, one
 * with indexes that project all, one with a stream, one with point-in-time recovery and one with a Kinesis destination,
 * which DynamoDB Local does not have.
 */
enum Workload implements Requests {
    GET_ITEM("GetItem", "GetItem of 400 bytes") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"" + key(random.nextInt(ITEMS)) + "\"}}}";
        }
    },
    EXECUTE_STATEMENT("ExecuteStatement", "ExecuteStatement by key") {
        @Override
        public String body(Random random) {
            return "{\"Statement\":\"SELECT * FROM items WHERE pk = ?\",\"Parameters\":[{\"S\":\""
                    + key(random.nextInt(ITEMS)) + "\"}]}";
        }
    },
    PUT_ITEM("PutItem", "PutItem of 400 bytes") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"items\",\"Item\":" + item(random.nextInt(ITEMS), random) + "}";
        }
    },
    PUT_STREAMED("PutItem", "PutItem, stream of both images") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"streamed\",\"Item\":" + item(random.nextInt(ITEMS), random) + "}";
        }
    },
    PUT_RECOVERABLE("PutItem", "PutItem, point-in-time recovery") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"recoverable\",\"Item\":" + item(random.nextInt(ITEMS), random) + "}";
        }
    },
    PUT_DELIVERED("PutItem", "PutItem, delivered to a file") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"delivered\",\"Item\":" + item(random.nextInt(ITEMS), random) + "}";
        }
    },
    UPDATE_ITEM("UpdateItem", "UpdateItem with condition") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"" + key(random.nextInt(ITEMS))
                    + "\"}},\"UpdateExpression\":\"SET #n = #n + :one\",\"ConditionExpression\":\"attribute_exists(pk)"
                    + " AND #n < :max\",\"ExpressionAttributeNames\":{\"#n\":\"n\"},\"ExpressionAttributeValues\":"
                    + "{\":one\":{\"N\":\"1\"},\":max\":{\"N\":\"1000000000000\"}}}";
        }
    },
    DELETE_ITEM("DeleteItem", "DeleteItem") {
        @Override
        Requests on(ServerProcess server) {
            return new Deletes(server);
        }

        @Override
        public String body(Random random) {
            throw new IllegalStateException("Which items are there is known on a server only");
        }
    },
    QUERY("Query", "Query of 50 items") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"sorted\",\"KeyConditionExpression\":\"pk = :p\",\"ExpressionAttributeValues\":"
                    + "{\":p\":{\"S\":\"p" + random.nextInt(PARTITIONS) + "\"}}}";
        }
    },
    SCAN("Scan", "Scan page of 100 items") {
        @Override
        public String body(Random random) {
            return "{\"TableName\":\"sorted\",\"Limit\":100,\"TotalSegments\":16,\"Segment\":" + random.nextInt(16)
                    + "}";
        }
    },
    BATCH_GET("BatchGetItem", "BatchGetItem of 25") {
        @Override
        public String body(Random random) {
            int first = random.nextInt(ITEMS);
            StringBuilder keys = new StringBuilder();
            for (int at = 0; at < BATCH; at++) {
                keys.append(at == 0 ? "" : ",")
                        .append("{\"pk\":{\"S\":\"")
                        .append(key((first + at) % ITEMS))
                        .append("\"}}");
            }
            return "{\"RequestItems\":{\"items\":{\"Keys\":[" + keys + "]}}}";
        }
    },
    BATCH_WRITE("BatchWriteItem", "BatchWriteItem of 25") {
        @Override
        public String body(Random random) {
            int first = random.nextInt(ITEMS);
            return puts("items", number -> item((first + number) % ITEMS, random));
        }
    },
    BULK_LOAD("BatchWriteItem", "BatchWriteItem of 25, new") {
        @Override
        public String body(Random random) {
            // So many numbers that next to none comes twice.
            int first = random.nextInt(Integer.MAX_VALUE - BATCH);
            return puts("loaded", number -> item(first + number, random));
        }
    },
    PUT_INDEXED("PutItem", "PutItem, 2 GSI and 1 LSI") {
        @Override
        public String body(Random random) {
            int number = random.nextInt(ITEMS);
            return "{\"TableName\":\"indexed\",\"Item\":{\"pk\":{\"S\":\"" + key(number)
                    + "\"},\"sk\":{\"N\":\"1\"},\"city\":{\"S\":\"city-" + random.nextInt(1_000)
                    + "\"},\"day\":{\"N\":\"" + random.nextInt(1_000) + "\"}," + attributes(random) + "}}";
        }
    },
    TRANSACT_WRITE("TransactWriteItems", "TransactWriteItems of 4") {
        @Override
        public String body(Random random) {
            StringBuilder writes = new StringBuilder();
            int first = random.nextInt(ITEMS);
            for (int at = 0; at < 4; at++) {
                writes.append(at == 0 ? "" : ",")
                        .append("{\"Put\":{\"TableName\":\"items\",\"Item\":")
                        .append(item((first + at) % ITEMS, random))
                        .append("}}");
            }
            return "{\"TransactItems\":[" + writes + "]}";
        }
    },
    TRANSACT_GET("TransactGetItems", "TransactGetItems of 4") {
        @Override
        public String body(Random random) {
            StringBuilder reads = new StringBuilder();
            int first = random.nextInt(ITEMS);
            for (int at = 0; at < 4; at++) {
                reads.append(at == 0 ? "" : ",")
                        .append("{\"Get\":{\"TableName\":\"items\",\"Key\":{\"pk\":{\"S\":\"")
                        .append(key((first + at) % ITEMS))
                        .append("\"}}}}");
            }
            return "{\"TransactItems\":[" + reads + "]}";
        }
    },
    GET_RECORDS(StreamReads.OPERATION, "GetRecords of 500 changes") {
        @Override
        Requests on(ServerProcess server) throws IOException {
            try (ApiConnection connection = new ApiConnection(server)) {
                Fill.items(connection, "streamed", 0, ITEMS);
            }
            return StreamReads.of(server, "streamed");
        }

        @Override
        public String body(Random random) {
            throw new IllegalStateException("The shards are known on a server only");
        }
    };

    /** What every server that speaks the protocol should know, and is compared in. */
    static final List<Workload> COMPARED = List.of(
            GET_ITEM,
            PUT_ITEM,
            UPDATE_ITEM,
            DELETE_ITEM,
            QUERY,
            SCAN,
            BATCH_GET,
            BATCH_WRITE,
            TRANSACT_WRITE,
            TRANSACT_GET);

    static final int ITEMS = 20_000;
    static final int PARTITIONS = 200;
    private static final int BATCH = 25;

    private final String operation;
    private final String title;

    Workload(String operation, String title) {
        this.operation = operation;
        this.title = title;
    }

    @Override
    public String operation() {
        return operation;
    }

    String title() {
        return title;
    }

    /** The requests for a server. */
    Requests on(ServerProcess server) throws IOException {
        return this;
    }

    private static String puts(String table, IntFunction<String> item) {
        StringBuilder writes = new StringBuilder();
        for (int at = 0; at < BATCH; at++) {
            writes.append(at == 0 ? "" : ",")
                    .append("{\"PutRequest\":{\"Item\":")
                    .append(item.apply(at))
                    .append("}}");
        }
        return "{\"RequestItems\":{\"" + table + "\":[" + writes + "]}}";
    }

    static String key(int number) {
        return "customer-" + (number * 2_654_435_761L & 0xFFFFFFFFL);
    }

    /** An item of about 400 bytes in DynamoDB's measure. */
    static String item(int number, Random random) {
        return "{\"pk\":{\"S\":\"" + key(number) + "\"}," + attributes(random) + "}";
    }

    static String sortedItem(int partition, int number, Random random) {
        return "{\"pk\":{\"S\":\"p" + partition + "\"},\"sk\":{\"N\":\"" + number + "\"}," + attributes(random) + "}";
    }

    static String attributes(Random random) {
        return "\"n\":{\"N\":\"" + random.nextInt(1_000_000) + "\"},\"name\":{\"S\":\"" + letters(random, 60)
                + "\"},\"tags\":{\"SS\":[\"red\",\"green\"]},\"active\":{\"BOOL\":true},"
                + "\"address\":{\"M\":{\"street\":{\"S\":\""
                + letters(random, 50) + "\"},\"zip\":{\"N\":\"12345\"}}},\"data\":{\"S\":\"" + letters(random, 200)
                + "\"}";
    }

    private static String letters(Random random, int count) {
        char[] letters = new char[count];
        for (int at = 0; at < count; at++) {
            letters[at] = (char) ('a' + random.nextInt(26));
        }
        return new String(letters);
    }
}
