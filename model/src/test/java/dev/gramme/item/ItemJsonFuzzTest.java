package dev.gramme.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;

/** Any bytes as an item in JSON: refused in one of two ways, or an item that survives being stored and written. */
class ItemJsonFuzzTest {
    @FuzzTest
    void anyBytes(byte[] json) {
        Item item;
        try {
            JsonReader reader = new JsonReader(json);
            item = ItemJson.readItem(reader);
            reader.end();
        } catch (JsonException | ItemFaultException refused) {
            assertThat(refused.getMessage()).isNotNull();
            return;
        }
        assertThat(Item.decodeChecked(item.encoded())).isEqualTo(item);
        assertThat(Item.of(item.toMap())).isEqualTo(item);
        assertThat(item.sizeBytes()).isEqualTo(NaiveItems.size(item.toMap()));
        JsonWriter writer = new JsonWriter();
        ItemJson.writeItem(item, writer);
        Item again = ItemJson.readItem(new JsonReader(writer.toBytes()));
        assertThat(again).isEqualTo(item);
        assertThat(again.encoded()).isEqualTo(item.encoded());
    }
}
