package dev.gramme.acceptance.bench;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.ServerProcess;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** DeleteItem of items that are there, each once; they are put again before the next round. */
final class Deletes implements Requests {
    static final String TABLE = "deleted";

    private final ServerProcess server;
    private final AtomicInteger next = new AtomicInteger();
    private int there;

    Deletes(ServerProcess server) {
        this.server = server;
    }

    @Override
    public String operation() {
        return "DeleteItem";
    }

    @Override
    public String body(Random random) {
        return "{\"TableName\":\"" + TABLE + "\",\"Key\":{\"pk\":{\"S\":\"" + Workload.key(next.getAndIncrement())
                + "\"}}}";
    }

    @Override
    public int most() {
        return Workload.ITEMS;
    }

    @Override
    public void prepare() throws IOException {
        try (ApiConnection connection = new ApiConnection(server)) {
            Fill.items(connection, TABLE, 0, there == 0 ? Workload.ITEMS : Math.min(next.get(), Workload.ITEMS));
        }
        there = Workload.ITEMS;
        next.set(0);
    }
}
