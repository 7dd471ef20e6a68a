package dev.gramme.database.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.backup.Backup;
import dev.gramme.database.backup.Restore;
import dev.gramme.database.stream.Stream;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import dev.gramme.model.dynamodb.TableDescription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Records of the catalog, changed anywhere: read as what they say, or told to be damaged. */
class RecordFuzzTest {
    private static final TableRecord TABLE = new TableRecord(
            "000000000000",
            "us-east-1",
            new byte[] {1, 2, 3},
            List.of(new TablePartition(0, new PartitionId(7)), new TablePartition(1L << 31, new PartitionId(8))),
            5,
            600,
            List.of(new IndexRecord("global", 1, List.of(new TablePartition(0, new PartitionId(9))), 5, 60)),
            1,
            Map.of("owner", "me"),
            TableSettings.NONE,
            new Moves(
                    new Split(0, new PartitionId(7), new PartitionId(10), 1L << 30, 1L << 31, true),
                    List.of(new Leftover(
                            new Split(1, new PartitionId(9), new PartitionId(11), 1L << 31, 1L << 32, false), 77, 88))),
            TableDescription.builder()
                    .tableName("films")
                    .tableId("b7c8")
                    .tableStatus("ACTIVE")
                    .build());

    @Test
    void aRecordIsReadAsItWasWritten() {
        TableRecord read = TableRecord.decode(TABLE.encode());
        assertThat(read.moves()).isEqualTo(TABLE.moves());
        assertThat(read.partitions()).isEqualTo(TABLE.partitions());
        assertThat(read.encode()).isEqualTo(TABLE.encode());
    }

    /** The first bytes tell which part of a good record is replaced by the rest. */
    @FuzzTest(maxDuration = "60s")
    void damageIsTold(byte[] change) {
        byte[] record = TABLE.encode();
        if (change.length > 3) {
            int at = Math.floorMod(change[0] << 8 | change[1] & 0xFF, record.length);
            int behind = Math.min(record.length, at + (change[2] & 0xFF));
            String head = new String(record, 0, at, StandardCharsets.UTF_8);
            String tail = new String(record, behind, record.length - behind, StandardCharsets.UTF_8);
            String middle = new String(change, 3, change.length - 3, StandardCharsets.UTF_8);
            record = (head + middle + tail).getBytes(StandardCharsets.UTF_8);
        }
        tellsDamage(bytes -> TableRecord.decode(bytes).encode(), record);
        tellsDamage(TableRecord::decode, change);
        tellsDamage(Stream::decode, change);
        tellsDamage(Backup::decode, change);
        tellsDamage(Restore::decode, change);
        tellsDamage(Stream::decode, record);
    }

    private static void tellsDamage(Consumer<byte[]> read, byte[] record) {
        try {
            read.accept(Arrays.copyOf(record, record.length));
        } catch (KvException.Corrupt e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
