package dev.gramme.database.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.Database;
import dev.gramme.database.Engines;
import dev.gramme.database.api.TransactionCancelledException;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.testing.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transfers by ExecuteTransaction, many at a time: no money is made or lost, and every reader sees the whole sum. */
class StatementTransactionTest {
    private static final int ACCOUNTS = 6;
    private static final int START = 100;
    private static final int THREADS = 4;
    private static final int TRANSFERS = 100;

    private static Map<String, Object> statement(String text, Object... parameters) {
        return parameters.length == 0
                ? Map.of("Statement", text)
                : Map.of("Statement", text, "Parameters", List.of(parameters));
    }

    private static Map<String, String> number(int value) {
        return Map.of("N", Integer.toString(value));
    }

    private static void transfer(Client client, int from, int to, int amount) {
        List<Object> statements = List.of(
                statement(
                        "UPDATE tbl SET n = n - ? WHERE k = 'bank' AND r = ? AND n >= ?",
                        number(amount),
                        number(from),
                        number(amount)),
                statement("UPDATE tbl SET n = n + ? WHERE k = 'bank' AND r = ?", number(amount), number(to)),
                statement("EXISTS(SELECT * FROM tbl WHERE k = 'bank' AND r = -1 AND active = true)"));
        client.call("ExecuteTransaction", Map.of("TransactStatements", statements));
    }

    private static int sum(Client client) {
        List<Object> reads = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            reads.add(statement("SELECT n FROM tbl WHERE k = 'bank' AND r = ?", number(account)));
        }
        int sum = 0;
        Map<String, Object> answer = client.call("ExecuteTransaction", Map.of("TransactStatements", reads));
        for (Map<String, Object> response : Client.maps(answer.get("Responses"))) {
            Object balance =
                    Client.map(Client.map(response.get("Item")).get("n")).get("N");
            sum += Integer.parseInt((String) balance);
        }
        return sum;
    }

    @Test
    void moneyIsKept() throws InterruptedException {
        try (Database database = Engines.inMemory(new SystemEnvironment())) {
            Client client = new Client(database);
            SelectPropertyTest.createTable(client);
            client.call("ExecuteStatement", statement("INSERT INTO tbl VALUE {'k': 'bank', 'r': -1, 'active': true}"));
            for (int account = 0; account < ACCOUNTS; account++) {
                client.call(
                        "ExecuteStatement",
                        statement(
                                "INSERT INTO tbl VALUE {'k': 'bank', 'r': ?, 'n': ?}", number(account), number(START)));
            }
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger wrongSums = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int left = TRANSFERS; left > 0; left--) {
                        int from = random.nextInt(ACCOUNTS);
                        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
                        try {
                            transfer(client, from, to, random.nextInt(START));
                        } catch (TransactionCancelledException e) {
                            assertThat(e.reasons().getFirst().code()).isEqualTo("ConditionalCheckFailed");
                            refused.incrementAndGet();
                        }
                        wrongSums.addAndGet(sum(client) == ACCOUNTS * START ? 0 : 1);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(sum(client)).isEqualTo(ACCOUNTS * START);
            assertThat(wrongSums).hasValue(0);
            assertThat(refused.get()).isBetween(1, THREADS * TRANSFERS - 1);
        }
    }
}
