package dev.gramme.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.Mutations;
import dev.gramme.json.NaiveJson;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Bytes of unknown worth are an item that can be trusted in everything, or an IllegalArgumentException. */
class StoredBytesTest {
    @Provide
    Arbitrary<Map<String, AttributeValue>> attributes() {
        return RandomValues.attributes();
    }

    /** All that can be asked of an item, answered without a complaint and without a contradiction. */
    private static void useUp(Item item) {
        Map<String, AttributeValue> attributes = item.toMap();
        assertThat(item.count()).isEqualTo(attributes.size());
        assertThat(item.isEmpty()).isEqualTo(attributes.isEmpty());
        assertThat(item.names()).containsExactlyElementsOf(attributes.keySet());
        attributes.forEach((name, value) -> assertThat(item.find(name)).isEqualTo(value));
        assertThat(item.sizeBytes()).isEqualTo(NaiveItems.size(attributes));
        assertThat(item.keep(attributes.keySet())).isEqualTo(item);
        assertThat(Item.of(attributes)).isEqualTo(item);
        JsonWriter writer = new JsonWriter();
        ItemJson.writeItem(item, writer);
        assertThat(NaiveJson.parse(writer.toBytes())).isEqualTo(NaiveItems.tree(attributes));
    }

    @Property(tries = 300)
    void goodBytesAreTaken(@ForAll("attributes") Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        assertThat(Item.decodeChecked(item.encoded())).isEqualTo(item);
        useUp(Item.decodeChecked(item.encoded()));
    }

    private static void decode(byte[] bytes) {
        Item item;
        try {
            item = Item.decodeChecked(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        useUp(item);
    }

    @FuzzTest
    void fuzzedBytes(byte[] bytes) {
        decode(bytes);
    }

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void damagedBytes(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        decode(Mutations.damage(Item.of(attributes).encoded(), random));
    }

    @Property(tries = 200)
    void everyByteChanged(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        byte[] encoded = Item.of(attributes).encoded();
        for (int at = 0; at < encoded.length; at++) {
            byte[] damaged = encoded.clone();
            damaged[at] += (byte) (1 + random.nextInt(255));
            decode(damaged);
        }
    }

    @Property(tries = 2000)
    void anyBytes(@ForAll byte[] bytes) {
        decode(bytes);
    }

    @Property(tries = 200)
    void truncatedBytesAreRefused(@ForAll("attributes") Map<String, AttributeValue> attributes) {
        byte[] encoded = Item.of(attributes).encoded();
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> Item.decodeChecked(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> Item.decodeChecked(bytes)).as(hex).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsAlmostAnItem() {
        assertRefused("");
        assertRefused("00 00");
        assertRefused("8000");
        assertRefused("01 0161");
        assertRefused("01 0161 00");
        assertRefused("01 0161 0c");
        assertRefused("01 0161 04 04");
        assertRefused("02 0161 04 0161 05");
        assertRefused("01 8161 04");
        assertRefused("01 0161 01 ffffffff0f 61");
        assertRefused("01 0161 01 8080808010 61");
        assertRefused("01 0161 01 02 c3");
        assertRefused("01 0161 01 01 c3");
        assertRefused("01 01ff 04");
        assertRefused("01 0161 02 00");
        assertRefused("01 0161 02 01 61");
        assertRefused("01 0161 02 02 2d30");
        assertRefused("01 0161 02 03 312e30");
        assertRefused("01 0161 02 03 314532");
        assertRefused("01 0161 07 00000000");
        assertRefused("01 0161 07 ffffffff 00");
        assertRefused("01 0161 07 00000001 01 04");
        assertRefused("01 0161 07 00000003 01 04 04");
        assertRefused("01 0161 07 00000002 02 04 04");
        assertRefused("01 0161 08 00000007 02 0162 04 0162 05");
        assertRefused("01 0161 09 00000002 01 01 61");
    }

    @Test
    void endlessNestingIsRefused() {
        int levels = 60_000;
        byte[] bytes = new byte[3 + 6 * levels + 1];
        bytes[0] = 1;
        bytes[1] = 1;
        bytes[2] = 'a';
        for (int level = 0; level < levels; level++) {
            int at = 3 + 6 * level;
            bytes[at] = ItemBytes.LIST;
            ItemBytes.putInt(bytes, at + 1, bytes.length - at - 5);
            bytes[at + 5] = 1;
        }
        bytes[bytes.length - 1] = ItemBytes.TRUE;
        assertThatThrownBy(() -> Item.decodeChecked(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
}
