package dev.gramme.database.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.crypto.TableKeys;
import dev.gramme.database.env.SystemEnvironment;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.kv.Bytes;
import dev.gramme.kv.KvException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rows keep the order of keys and tell their items; a stored value that was changed is never taken for one. */
class LayoutFuzzTest {
    private static final byte[] HASH_KEY = {'h'};

    private final TableKeys keys = new TableKeys(new byte[32], new SystemEnvironment());

    /** The first byte tells where the rest is parted in two. */
    private static byte[][] parted(byte[] bytes) {
        int from = Math.min(1, bytes.length);
        int border = bytes.length == 0 ? 0 : from + Math.min(bytes[0] & 0xFF, bytes.length - from);
        return new byte[][] {Arrays.copyOfRange(bytes, from, border), Arrays.copyOfRange(bytes, border, bytes.length)};
    }

    @FuzzTest
    void rowsKeepTheOrderOfKeys(byte[] bytes) {
        byte[] one = parted(bytes)[0];
        byte[] two = parted(bytes)[1];
        int order = Integer.signum(Arrays.compareUnsigned(one, two));
        byte[] token = ItemRows.token(keys.own(), HASH_KEY);
        Bytes oneRow = ItemRows.row(keys.own(), token, one);
        Bytes twoRow = ItemRows.row(keys.own(), token, two);
        assertThat(Integer.signum(oneRow.compareTo(twoRow))).isEqualTo(order);
        boolean begins = Arrays.equals(Arrays.copyOf(two, one.length), one) && two.length >= one.length;
        assertThat(ItemRows.sortPrefix(keys.own(), token, one).contains(twoRow)).isEqualTo(begins);
        assertThat(ItemRows.sortRange(keys.own(), token, one, true, two, true).contains(twoRow))
                .isEqualTo(order <= 0);
        assertThat(ItemRows.sortRange(keys.own(), token, one, false, null, true).contains(twoRow))
                .isEqualTo(order < 0);

        assertThat(Integer.signum(HistoryRows.prefix(oneRow).compareTo(HistoryRows.prefix(twoRow))))
                .isEqualTo(order);
        Bytes version = joined(HistoryRows.prefix(oneRow), new byte[] {0, 0, 0, 0, 0, 0, 1, 2});
        assertThat(HistoryRows.itemRow(version)).isEqualTo(oneRow);
        assertThat(HistoryRows.stamp(version)).isEqualTo(258);
        assertThat(ExpiryRows.itemRow(ExpiryRows.row(keys.expiries(), two.length, oneRow)))
                .isEqualTo(oneRow);

        RowSpace index = RowSpace.ofIndex(3);
        byte[] indexToken = IndexRows.token(keys.ofIndex(3), List.of(HASH_KEY));
        Bytes oneEntry = IndexRows.row(index, keys.ofIndex(3), indexToken, List.of(one, two), twoRow);
        Bytes twoEntry = IndexRows.row(index, keys.ofIndex(3), indexToken, List.of(two, one), oneRow);
        assertThat(Integer.signum(oneEntry.compareTo(twoEntry))).isEqualTo(order);
        assertThat(IndexRows.startingWith(index, keys.ofIndex(3), indexToken, List.of(one), two)
                        .contains(oneEntry))
                .isTrue();
    }

    private static Bytes joined(Bytes head, byte[] tail) {
        byte[] all = Arrays.copyOf(head.array(), head.length() + tail.length);
        System.arraycopy(tail, 0, all, head.length(), tail.length);
        return Bytes.of(all);
    }

    /** The first part tells changes, as pairs of place and bits; the second is the content. */
    @FuzzTest
    void aChangedValueIsNeverTaken(byte[] bytes) {
        byte[] changes = parted(bytes)[0];
        Item item = Item.of(Map.of("id", AttributeValue.string("a"), "b", new AttributeValue.B(parted(bytes)[1])));
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), HASH_KEY), null);
        Bytes stored = SealedItem.seal(keys, row, item);
        assertThat(SealedItem.open(keys, row, stored)).isEqualTo(item);
        byte[] changed = stored.array().clone();
        for (int at = 0; at + 1 < changes.length; at += 2) {
            int place = Math.floorMod(changes[at] * 31 + at, changed.length);
            changed[place] ^= changes[at + 1];
        }
        if (changes.length % 2 == 1) {
            changed = Arrays.copyOf(changed, (changes[changes.length - 1] & 0xFF) % (changed.length * 2));
        }
        Bytes foreign = Bytes.of(changed);
        if (foreign.equals(stored)) {
            return;
        }
        assertThatThrownBy(() -> SealedItem.open(keys, row, foreign)).isInstanceOf(KvException.Corrupt.class);
    }

    @FuzzTest
    void foreignBytesAreRefused(byte[] bytes) {
        Bytes row = ItemRows.row(keys.own(), ItemRows.token(keys.own(), HASH_KEY), null);
        assertThatThrownBy(() -> SealedItem.open(keys, row, Bytes.of(bytes))).isInstanceOf(KvException.Corrupt.class);
        try {
            ChangeValue change = ChangeValue.decode(Bytes.of(bytes));
            assertThat(change.encode()).isEqualTo(Bytes.of(bytes));
        } catch (KvException.Corrupt refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
