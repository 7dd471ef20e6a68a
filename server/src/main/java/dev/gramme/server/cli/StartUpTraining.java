package dev.gramme.server.cli;

import dev.gramme.server.Server;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Sends a server a few requests right after its start, so that the classes they need are in the start-up cache that is
 * being made. Failing costs nothing but a slower start.
 */
final class StartUpTraining {
    private static final String TABLE = "\"TableName\":\"training\"";
    private static final String[][] REQUESTS = {
        {
            "CreateTable",
            "{" + TABLE + ",\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],"
                    + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                    + "\"BillingMode\":\"PAY_PER_REQUEST\"}"
        },
        {"PutItem", "{" + TABLE + ",\"Item\":{\"id\":{\"S\":\"a\"},\"n\":{\"N\":\"1\"}}}"},
        {"GetItem", "{" + TABLE + ",\"Key\":{\"id\":{\"S\":\"a\"}}}"},
        {
            "Query",
            "{" + TABLE
                    + ",\"KeyConditionExpression\":\"id = :a\",\"ExpressionAttributeValues\":{\":a\":{\"S\":\"a\"}}}"
        },
        {"Scan", "{" + TABLE + "}"},
        {"ListTables", "{}"},
        {"DeleteTable", "{" + TABLE + "}"},
    };

    private StartUpTraining() {}

    static void run(Server server) {
        for (String[] request : REQUESTS) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                send(socket, request[0], request[1]);
            } catch (IOException e) {
                System.getLogger(StartUpTraining.class.getName())
                        .log(System.Logger.Level.WARNING, "A training request failed", e);
                return;
            }
        }
    }

    private static void send(Socket socket, String operation, String body) throws IOException {
        String head = "POST / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-amz-target: DynamoDB_20120810."
                + operation
                + "\r\nauthorization: AWS4-HMAC-SHA256 Credential=training/20260101/us-east-1/dynamodb/aws4_request\r\n"
                + "content-type: application/x-amz-json-1.0\r\ncontent-length: " + body.length() + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write((head + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        socket.getInputStream().readAllBytes();
    }
}
