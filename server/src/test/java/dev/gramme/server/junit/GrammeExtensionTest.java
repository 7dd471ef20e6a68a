package dev.gramme.server.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Via;
import dev.gramme.model.dynamodb.ListTablesInput;
import dev.gramme.model.dynamodb.Operations;
import dev.gramme.server.Server;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GrammeExtension.class)
class GrammeExtensionTest {
    private static Server first;

    @Test
    void givesAServerAndItsEndpoint(Server server, URI endpoint) {
        assertThat(endpoint.getPort()).isEqualTo(server.port());
        remember(server);
    }

    @Test
    void givesTheDatabaseWithoutASocket(Database database, Server server) {
        Call call = new Call(
                Caller.open("000000000000", "me"),
                "us-east-1",
                Via.PROCESS,
                "id",
                database.deadline(TimeUnit.SECONDS.toNanos(5)));
        assertThat(database.call(
                                call,
                                Operations.LIST_TABLES,
                                ListTablesInput.builder().build())
                        .tableNames())
                .isEmpty();
        remember(server);
    }

    private static void remember(Server server) {
        assertThat(first == null || first == server).as("one server a class").isTrue();
        first = server;
    }
}
