package dev.gramme.database.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.Database;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestDatabases;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvTransaction;
import dev.gramme.kv.ReadMode;
import dev.gramme.kv.memory.MemoryEngine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data says which format it has. */
class DataFormatTest {
    private final ManualEnvironment environment = ManualEnvironment.still();
    private final MemoryEngine engine = new MemoryEngine(environment::clockMillis);

    private void store(byte... format) {
        try (KvTransaction transaction = engine.begin()) {
            transaction.put(SystemRows.format(), Bytes.of(format));
            transaction.commit();
        }
    }

    private void withoutMark() {
        try (KvTransaction transaction = engine.begin()) {
            transaction.delete(SystemRows.format());
            transaction.commit();
        }
    }

    private Bytes stored() {
        return engine.get(SystemRows.format(), ReadMode.STRONG);
    }

    private void open() {
        try (Database database = TestDatabases.over(engine, environment)) {
            assertThat(database).isNotNull();
        }
    }

    @Test
    void newDataAndDataFromBeforeAreMarked() {
        open();
        assertThat(stored()).hasToString("00000001");
        withoutMark();
        open();
        assertThat(stored()).hasToString("00000001");
    }

    @Test
    void dataOfANewerFormatIsRefusedAndStaysAsItIs() {
        open();
        store((byte) 0, (byte) 0, (byte) 0, (byte) 3);
        long written = engine.counters().snapshot().writtenRows();
        assertThatThrownBy(this::open)
                .isInstanceOf(KvException.Unavailable.class)
                .hasMessage("The data was written by a newer Gramme (format 3; this one knows up to 1). Use that one,"
                        + " or a later one; nothing was changed.");
        assertThat(engine.counters().snapshot().writtenRows()).isEqualTo(written);
        assertThat(stored()).hasToString("00000003");
    }

    @Test
    void aDamagedMarkIsToldOf() {
        store((byte) 1);
        assertThatThrownBy(this::open).isInstanceOf(KvException.Corrupt.class);
        store((byte) 0, (byte) 0, (byte) 0, (byte) 0);
        assertThatThrownBy(this::open).hasMessage("The data is damaged: its format cannot be read.");
    }

    @Test
    void olderDataIsBroughtUpStepByStepAndGoesOnWhereItWasCutOff() {
        open();
        withoutMark();
        List<Integer> done = new ArrayList<>();
        DataFormat third = new DataFormat(List.of(any -> done.add(2), any -> {
            done.add(3);
            if (done.size() == 2) {
                throw new IllegalStateException("cut off");
            }
        }));
        assertThatThrownBy(() -> third.settle(engine)).hasMessage("cut off");
        assertThat(stored()).hasToString("00000002");
        third.settle(engine);
        third.settle(engine);
        assertThat(done).containsExactly(2, 3, 3);
        assertThat(stored()).hasToString("00000003");
    }

    @Test
    void newDataNeedsNoSteps() {
        new DataFormat(List.of(any -> {
                    throw new IllegalStateException("there is nothing to change");
                }))
                .settle(engine);
        assertThat(stored()).hasToString("00000002");
    }
}
