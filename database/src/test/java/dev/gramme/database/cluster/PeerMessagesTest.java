package dev.gramme.database.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.identity.LastUses.LastUse;
import dev.gramme.database.table.PartitionLoad;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.TableGrowth;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls between servers: nobody else can make, read or use them again. */
class PeerMessagesTest {
    private static final Server ONE = new Server(1, "one:1");
    private static final Server TWO = new Server(2, "two:1");
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

    private final KvEngine engine = TestEngines.open(System::currentTimeMillis);
    private final SystemEnvironment environment = new SystemEnvironment();
    private final SystemRecords records =
            new SystemRecords(engine, environment, new RootKeyService(new byte[32], environment));
    private final List<byte[]> sent = new ArrayList<>();
    private final PeerMessages two = new PeerMessages(records, environment, this::carry, TWO.id());
    private final PeerMessages one = new PeerMessages(records, environment, this::carry, ONE.id());

    @AfterEach
    void close() {
        engine.close();
    }

    private byte[] carry(String address, byte[] message, long timeoutMillis) {
        assertThat(address).isEqualTo(TWO.address());
        sent.add(message);
        byte[] answer = two.answer(message, (kind, payload) -> {
            if (kind == PeerMessages.Kind.POLL) {
                throw new KvException.Unavailable("Not now", null);
            }
            return payload;
        });
        sent.add(answer);
        return answer;
    }

    @Test
    void aCallIsAnsweredAndNothingOfItCanBeRead() {
        assertThat(one.call(TWO, PeerMessages.Kind.REQUEST, SECRET, 1_000)).isEqualTo(SECRET);
        assertThat(sent)
                .hasSize(2)
                .allSatisfy(message -> assertThat(new String(message, StandardCharsets.ISO_8859_1))
                        .doesNotContain("secret"));
    }

    @Test
    void aRefusalIsToldAsOne() {
        assertThatThrownBy(() -> one.call(TWO, PeerMessages.Kind.POLL, SECRET, 1_000))
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessage("Not now");
    }

    @Test
    void aCallIsGoodForOneServerAndAnAnswerForOneCall() {
        one.call(TWO, PeerMessages.Kind.REQUEST, SECRET, 1_000);
        byte[] call = sent.getFirst();
        byte[] answer = sent.getLast();
        PeerMessages three = new PeerMessages(records, environment, this::carry, 3);
        assertThatThrownBy(() -> three.answer(call, (kind, payload) -> payload))
                .isInstanceOf(SealBrokenException.class);
        byte[] changed = call.clone();
        changed[changed.length / 2] ^= 1;
        assertThatThrownBy(() -> two.answer(changed, (kind, payload) -> payload))
                .isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> two.answer(new byte[3], (kind, payload) -> payload))
                .isInstanceOf(SealBrokenException.class);
        PeerMessages deceived = new PeerMessages(records, environment, (to, message, timeout) -> answer, ONE.id());
        assertThatThrownBy(() -> deceived.call(TWO, PeerMessages.Kind.REQUEST, SECRET, 1_000))
                .isInstanceOf(KvException.Uncertain.class);
    }

    @Test
    void pollsAndNewsAreReadAsTheyWereWritten() throws IOException {
        Report report = new Report(
                3,
                List.of(new TableGrowth("t", 2, -1, 5)),
                List.of(new LastUse("AKIA", 7, "dynamodb", "eu-west-1")),
                List.of(new PartitionLoad("t", new PartitionId(6), 70, 8)));
        Poll poll = new Poll(1, "one:1", 5, 4, false, report);
        assertThat(Poll.decode(poll.encode())).isEqualTo(poll);
        News news = new News(8, false, List.of(Bytes.of(new byte[] {4, 1})), List.of(ONE, TWO));
        assertThat(News.decode(news.encode())).isEqualTo(news);
        assertThatThrownBy(() -> Poll.decode(new byte[] {9})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> News.decode(new byte[] {1, 2})).isInstanceOf(IOException.class);
    }

    @Test
    void whoHasMissedTooMuchReadsEverything() {
        CatalogLog log = new CatalogLog();
        long before = log.version();
        Bytes row = Bytes.of(new byte[] {4, 1});
        log.add(List.of(row));
        assertThat(log.since(before)).isEqualTo(new CatalogLog.Changes(before + 1, false, List.of(row)));
        assertThat(log.since(0).everything()).isTrue();
        for (int number = 0; number < 5_000; number++) {
            log.add(List.of(row));
        }
        assertThat(log.since(before + 1).everything()).isTrue();
        assertThat(log.since(log.version() - 1).rows()).containsExactly(row);
        long known = log.version();
        log.restart();
        assertThat(log.since(known).everything()).isTrue();
    }
}
