package dev.gramme.database.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.database.layout.SystemRows;
import dev.gramme.database.testing.JumpingEnvironment;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who commits for which partition. */
class OwnersTest {
    private static final int PARTITIONS = 10_000;

    private final List<Server> servers = new ArrayList<>();

    private OwnersTest() {
        Random random = new Random(7);
        for (int number = 0; number < 10; number++) {
            servers.add(new Server(random.nextLong(Long.MAX_VALUE), "host:" + number));
        }
    }

    /** The owner of each partition as somebody sees it who is none of them. */
    private static Map<Long, Server> seen(List<Server> servers) {
        Owners owners = new Owners(new SystemEnvironment(), 1);
        owners.are(servers, servers.getFirst());
        Map<Long, Server> seen = new HashMap<>();
        for (long number = 1; number <= PARTITIONS; number++) {
            seen.put(number, owners.of(new PartitionId(number)));
        }
        return seen;
    }

    @Test
    void allServersHaveAboutAsMany() {
        Map<Server, Integer> counts = new HashMap<>();
        seen(servers).values().forEach(owner -> counts.merge(owner, 1, Integer::sum));
        assertThat(counts).hasSize(servers.size());
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(800, 1_200));
    }

    @Test
    void onlyWhatAServerOwnedMovesWhenItGoes() {
        Map<Long, Server> before = seen(servers);
        Server gone = servers.removeLast();
        Map<Long, Server> after = seen(servers);
        before.forEach((partition, owner) -> {
            if (owner.equals(gone)) {
                assertThat(after.get(partition)).isNotEqualTo(gone);
            } else {
                assertThat(after).containsEntry(partition, owner);
            }
        });
    }

    @Test
    void theCatalogIsTheLeadersAndOnesOwnIsNobodysElse() {
        Server self = servers.get(3);
        Owners owners = new Owners(new SystemEnvironment(), self.id());
        assertThat(owners.of(new PartitionId(1))).isNull();
        owners.are(servers, servers.get(5));
        assertThat(owners.of(SystemRows.SYSTEM)).isEqualTo(servers.get(5));
        Map<Long, Server> seen = seen(servers);
        for (long number = 1; number <= 100; number++) {
            Server owner = seen.get(number);
            assertThat(owners.of(new PartitionId(number))).isEqualTo(self.equals(owner) ? null : owner);
        }
    }

    @Test
    void oneThatDoesNotAnswerIsDoneWithoutForAWhile() {
        Server leader = servers.get(5);
        JumpingEnvironment environment = new JumpingEnvironment();
        Owners owners = new Owners(environment, 1);
        owners.are(servers, leader);
        owners.isSilent(leader);
        assertThat(owners.of(SystemRows.SYSTEM)).isNull();
        environment.jump(3_100);
        assertThat(owners.of(SystemRows.SYSTEM)).isEqualTo(leader);
        assertThat(owners.of(SystemRows.TENURE)).isNull();
    }
}
