package dev.gramme.kv.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.memory.MemoryEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyEngineTest {
    private static final Key KEY = new Key(new PartitionId(1), Bytes.of(new byte[] {1}));
    private static final Bytes VALUE = Bytes.of(new byte[] {2});

    private static FaultyEngine open(long seed, Faults faults) {
        return new FaultyEngine(new MemoryEngine(() -> 1), seed, faults, () -> {});
    }

    private static void put(FaultyEngine engine) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(KEY, VALUE);
            transaction.commit();
        }
    }

    @Test
    void anUncertainCommitHasHappenedOrNot() {
        try (FaultyEngine engine = open(1, new Faults(0, 0, 1, 0, 0))) {
            assertThatThrownBy(() -> put(engine)).isInstanceOf(KvException.Uncertain.class);
            assertThat(engine.get(KEY, ReadMode.STRONG)).isNull();
            engine.failLike(new Faults(0, 1, 0, 0, 0));
            assertThatThrownBy(() -> put(engine)).isInstanceOf(KvException.Uncertain.class);
            assertThat(engine.get(KEY, ReadMode.STRONG)).isEqualTo(VALUE);
        }
    }

    @Test
    void otherFaultsLeaveNothingAndNoLock() {
        try (FaultyEngine engine = open(1, new Faults(1, 0, 0, 0, 0))) {
            assertThatThrownBy(() -> put(engine)).isInstanceOf(KvException.Conflict.class);
            engine.failLike(new Faults(0, 0, 0, 1, 0));
            assertThatThrownBy(() -> put(engine)).isInstanceOf(KvException.Unavailable.class);
            assertThatThrownBy(() -> engine.get(KEY, ReadMode.STRONG)).isInstanceOf(KvException.Unavailable.class);
            engine.failLike(Faults.NONE);
            assertThat(engine.get(KEY, ReadMode.STRONG)).isNull();
            put(engine);
            assertThat(engine.get(KEY, ReadMode.STRONG)).isEqualTo(VALUE);
        }
    }

    @Test
    void theSameSeedFailsAlike() {
        assertThat(outcomes(7)).isEqualTo(outcomes(7)).isNotEqualTo(outcomes(8));
    }

    private static List<String> outcomes(long seed) {
        List<String> outcomes = new ArrayList<>();
        try (FaultyEngine engine = open(seed, new Faults(0.2, 0.2, 0.2, 0.2, 0))) {
            for (int round = 0; round < 100; round++) {
                try {
                    put(engine);
                    outcomes.add("done");
                } catch (KvException e) {
                    outcomes.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return outcomes;
    }
}
