package dev.gramme.kv.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.PartitionId;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.memory.MemoryEngine;
import org.junit.jupiter.api.Test;

class DyingEngineTest {
    private static final Key KEY = new Key(new PartitionId(3), Bytes.of(new byte[] {1}));
    private static final Bytes VALUE = Bytes.of(new byte[] {2});

    private final KvEngine store = new MemoryEngine(() -> 1);

    private DyingEngine open(long diesAt) {
        DyingEngine engine = new DyingEngine(store, row -> "ROW" + row);
        engine.dieAt(diesAt);
        return engine;
    }

    /** Three steps: a read, and a commit's two. */
    private static void change(KvEngine engine) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.getForUpdate(KEY);
            transaction.put(KEY, VALUE);
            transaction.commit();
        }
    }

    @Test
    void itDiesBeforeACommitOrAfterItAndThenEveryCallFails() {
        DyingEngine before = open(2);
        assertThatThrownBy(() -> change(before)).isInstanceOf(DyingEngine.Killed.class);
        assertThat(before.death()).isEqualTo("before the commit of ROW01 in partition 3");
        assertThat(store.get(KEY, ReadMode.STRONG)).isNull();
        assertThatThrownBy(() -> before.get(KEY, ReadMode.STRONG))
                .isInstanceOf(DyingEngine.Killed.class)
                .hasMessageStartingWith("called after its death");

        DyingEngine after = open(3);
        assertThatThrownBy(() -> change(after)).isInstanceOf(DyingEngine.Killed.class);
        assertThat(after.death()).isEqualTo("after the commit of ROW01 in partition 3, before its answer");
        assertThat(store.get(KEY, ReadMode.STRONG)).isEqualTo(VALUE);
        assertThat(after.commitSteps()).containsExactly(2L, 3L);
    }

    @Test
    void oneThatLivesCountsAndLeavesNoLock() {
        assertThatThrownBy(() -> change(open(1))).hasMessage("before a read for update of ROW01 in partition 3");
        DyingEngine engine = open(Long.MAX_VALUE);
        change(engine);
        assertThat(engine.steps()).isEqualTo(3);
        assertThat(engine.death()).isNull();
    }
}
