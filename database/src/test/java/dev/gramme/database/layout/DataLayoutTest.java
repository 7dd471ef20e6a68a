package dev.gramme.database.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins the bytes that docs/data-layout.md shows: changing one of them means old data cannot be read. */
class DataLayoutTest {
    private final TableKeys keys = new TableKeys(new byte[32], new SystemEnvironment());

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anItemsRow() {
        byte[] token = ItemRows.token(keys.own(), utf8("customer-1"));
        assertThat(ItemRows.row(keys.own(), token, null)).hasToString("01" + "eba8d23fd0f63a1473ffe4ff1e2a2b30");
        assertThat(ItemRows.row(keys.own(), token, utf8("ab")))
                .hasToString("01" + "eba8d23fd0f63a1473ffe4ff1e2a2b30" + "fc563d2d");
        assertThat(ItemRows.SPACE.collection(token).from()).isEqualTo(ItemRows.row(keys.own(), token, null));
    }

    @Test
    void systemRows() {
        assertThat(SystemRows.systemKey().row()).hasToString("02");
        assertThat(SystemRows.sequence("partition").row()).hasToString("03706172746974696f6e");
        assertThat(SystemRows.table("000000000000", "us-east-1", "films").row())
                .hasToString("04" + "303030303030303030303030" + "2f" + "75732d656173742d31" + "2f" + "66696c6d73");
        assertThat(SystemRows.lease("tables").row()).hasToString("057461626c6573");
        assertThat(SystemRows.delivery("000000000000", "us-east-1", "films", "kinesis-1")
                        .row())
                .hasToString("18" + "3030303030303030303030302f75732d656173742d312f66696c6d732f6b696e657369732d31");
        assertThat(SystemRows.delivered("kinesis-1", new PartitionId(7)).row())
                .hasToString("19" + "6b696e657369732d312f37");
    }

    @Test
    void aChange() {
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("customer-1")), null);
        assertThat(ChangeRows.prefix() + "0000000000000005" + ChangeRows.suffix(row))
                .isEqualTo("0a" + "0000000000000005" + "eba8d23fd0f63a1473ffe4ff1e2a2b30");
        Bytes one = Bytes.of(new byte[] {1});
        Bytes two = Bytes.of(new byte[] {2, 2});
        assertThat(new ChangeValue(ChangeValue.INSERT, false, null, one).encode())
                .hasToString("1001");
        assertThat(new ChangeValue(ChangeValue.MODIFY, false, one, two).encode())
                .hasToString("1900000001010202");
        assertThat(new ChangeValue(ChangeValue.REMOVE, true, two, null).encode())
                .hasToString("0e0202");
    }

    @Test
    void anEarlierVersion() {
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("customer-1")), utf8("ab"));
        assertThat(HistoryRows.prefix(row))
                .hasToString("0d" + "eba8d23fd0f63a1473ffe4ff1e2a2b30" + "fc563d2d" + "0001");
    }

    /** Whatever sort keys hold, versions lie in the order of their items, and tell them. */
    @Test
    void versionsLieLikeItems() {
        Bytes last = null;
        for (String sort : new String[] {"", "00", "0000", "0001", "00ff", "01", "ff", "ff00"}) {
            Bytes row = Bytes.of(HexFormat.of().parseHex("01" + "00".repeat(16) + sort));
            Bytes prefix = HistoryRows.prefix(row);
            byte[] version = Arrays.copyOf(prefix.array(), prefix.length() + 8);
            version[version.length - 1] = 5;
            assertThat(HistoryRows.itemRow(Bytes.of(version))).isEqualTo(row);
            assertThat(HistoryRows.stamp(Bytes.of(version))).isEqualTo(5);
            if (last != null) {
                assertThat(prefix).isGreaterThan(last);
            }
            last = prefix;
        }
    }

    @Test
    void anExpiry() {
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("customer-1")), null);
        Bytes expiry = ExpiryRows.row(keys.expiries(), 1_700_000_000L, row);
        assertThat(expiry).hasToString("14" + "804269f040a144e8b1a7" + "eba8d23fd0f63a1473ffe4ff1e2a2b30");
        assertThat(ExpiryRows.itemRow(expiry)).isEqualTo(row);
        assertThat(ExpiryRows.between(keys.expiries(), 1_700_000_000L, 1_700_000_001L)
                        .contains(expiry))
                .isTrue();
        assertThat(ExpiryRows.between(keys.expiries(), 0, 1_700_000_000L).contains(expiry))
                .isFalse();
    }

    @Test
    void anItemsValue() {
        Item item = Item.of(Map.of("id", AttributeValue.string("a")));
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("a")), null);
        Bytes stored = SealedItem.seal(keys, row, item);
        assertThat(stored.toString()).startsWith("00000003" + "01");
        assertThat(stored.length()).isEqualTo(4 + 1 + 12 + item.encoded().length + 16);
        assertThat(SealedItem.sizeBytes(stored)).isEqualTo(3);
        assertThat(SealedItem.open(keys, row, stored)).isEqualTo(item);
        Bytes elsewhere = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("b")), null);
        assertThatThrownBy(() -> SealedItem.open(keys, elsewhere, stored)).isInstanceOf(KvException.Corrupt.class);
        byte[] otherSize = stored.array().clone();
        otherSize[3]++;
        assertThatThrownBy(() -> SealedItem.open(keys, row, Bytes.of(otherSize)))
                .isInstanceOf(KvException.Corrupt.class);
    }

    @Test
    void hashRangesCutTheTokens() {
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), utf8("x")), null);
        long hash = ItemRows.SPACE.hash32(row);
        assertThat(ItemRows.SPACE.hashRange(0, 1L << 32).contains(row)).isTrue();
        assertThat(ItemRows.SPACE.hashRange(hash, hash + 1).contains(row)).isTrue();
        assertThat(ItemRows.SPACE.hashRange(0, hash).contains(row)).isFalse();
        assertThat(ItemRows.SPACE.hashRange(hash + 1, 1L << 32).contains(row)).isFalse();
    }
}
