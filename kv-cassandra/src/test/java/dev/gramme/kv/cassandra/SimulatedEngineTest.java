package dev.gramme.kv.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvSnapshot;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.testkit.EngineContract;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract on a cluster that is only simulated, and quick. */
class SimulatedEngineTest extends EngineContract {
    @Override
    protected KvEngine open() {
        Random tokens = new Random(1);
        return new CassandraEngine(
                new SimulatedCassandra(1, 0).connect(), System::currentTimeMillis, tokens::nextLong, 1_000);
    }

    /** There is no view of the past: it says so as soon as somebody writes. */
    @Test
    @Override
    protected void aSnapshotStaysAsItWas() {
        put(key("a"), "1");
        try (KvSnapshot snapshot = engine.snapshot(P, ReadMode.STRONG)) {
            assertThat(snapshot.get(key("a"))).isEqualTo(bytes("1"));
            put(key("a"), "2");
            assertThatThrownBy(() -> snapshot.get(key("a"))).isInstanceOf(KvException.Conflict.class);
        }
    }
}
