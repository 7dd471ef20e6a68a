package dev.gramme.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NaiveJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Values to bytes, bytes to values, and both to JSON and back: nothing is lost, and sizes are those documented. */
class ItemCodecTest {
    @Provide
    Arbitrary<Map<String, AttributeValue>> attributes() {
        return RandomValues.attributes();
    }

    @Provide
    Arbitrary<AttributeValue> values() {
        return RandomValues.values();
    }

    private static Item read(String json) {
        JsonReader reader = new JsonReader(json.getBytes(StandardCharsets.UTF_8));
        Item item = ItemJson.readItem(reader);
        reader.end();
        return item;
    }

    private static byte[] json(Item item) {
        JsonWriter writer = new JsonWriter();
        ItemJson.writeItem(item, writer);
        return writer.toBytes();
    }

    @Property(tries = 1000)
    void jsonToItemToJson(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        Map<String, Object> tree = NaiveItems.tree(attributes);
        Item decoded = read(NaiveItems.json(tree, random));
        assertThat(decoded.fault()).isNull();
        Item built = Item.of(attributes);
        assertThat(decoded).isEqualTo(built).hasSameHashCodeAs(built).hasToString(built.toString());
        assertThat(decoded.encoded()).isEqualTo(built.encoded());
        assertThat(decoded.toMap()).isEqualTo(attributes);
        assertThat(NaiveJson.parse(json(decoded))).isEqualTo(tree);
        assertThat(decoded.sizeBytes()).isEqualTo(NaiveItems.size(attributes));
    }

    @Property(tries = 500)
    void valuesAloneGoTheSameWay(@ForAll("values") AttributeValue value, @ForAll Random random) {
        Object tree = NaiveItems.tree(value);
        byte[] json = NaiveItems.json(tree, random).getBytes(StandardCharsets.UTF_8);
        AttributeValue decoded = ItemJson.readValue(new JsonReader(json));
        assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(decoded.fault()).isNull();
        assertThat(value.sizeBytes()).isEqualTo(NaiveItems.size(value));
        JsonWriter writer = new JsonWriter();
        ItemJson.writeValue(value, writer);
        assertThat(NaiveJson.parse(writer.toBytes())).isEqualTo(tree);
    }

    @Property(tries = 500)
    void attributesAreFoundOneByOne(@ForAll("attributes") Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        assertThat(item.count()).isEqualTo(attributes.size());
        assertThat(item.isEmpty()).isEqualTo(attributes.isEmpty());
        assertThat(item.names()).containsExactlyElementsOf(attributes.keySet());
        attributes.forEach((name, value) -> {
            assertThat(item.has(name)).isTrue();
            assertThat(item.find(name)).isEqualTo(value);
            for (String other : List.of(name + "a", name + "é", "q" + name, name.toUpperCase(Locale.ROOT))) {
                assertThat(item.find(other)).isEqualTo(attributes.get(other));
                assertThat(item.has(other)).isEqualTo(attributes.containsKey(other));
            }
        });
    }

    @Property(tries = 500)
    void changedItemsAreTheirMapsChanged(
            @ForAll("attributes") Map<String, AttributeValue> before,
            @ForAll("attributes") Map<String, AttributeValue> set,
            @ForAll Random random) {
        List<String> names = new ArrayList<>(before.keySet());
        Collections.shuffle(names, random);
        List<String> chosen = names.subList(0, names.size() / 2);
        Map<String, AttributeValue> changed = new LinkedHashMap<>(before);
        chosen.forEach(changed::remove);
        changed.putAll(set);
        Item item = Item.of(before).with(set, chosen);
        assertThat(item).isEqualTo(Item.of(changed));
        assertThat(item.sizeBytes()).isEqualTo(NaiveItems.size(changed));
        Map<String, AttributeValue> kept = new LinkedHashMap<>(before);
        kept.keySet().retainAll(chosen);
        assertThat(Item.of(before).keep(chosen).toMap()).isEqualTo(kept);
        assertThat(Item.of(before)).isEqualTo(Item.of(before).with(Map.of(), Set.of("not there at all")));
    }

    @Property(tries = 300)
    void orderDoesNotMatter(@ForAll("attributes") Map<String, AttributeValue> attributes, @ForAll Random random) {
        List<String> names = new ArrayList<>(attributes.keySet());
        Collections.shuffle(names, random);
        Map<String, AttributeValue> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, attributes.get(name)));
        assertThat(Item.of(shuffled)).isEqualTo(Item.of(attributes)).hasSameHashCodeAs(Item.of(attributes));
    }

    @Property(tries = 500)
    void ofANameThatComesTwiceTheLastOneCounts(
            @ForAll("attributes") Map<String, AttributeValue> first,
            @ForAll("attributes") Map<String, AttributeValue> second,
            @ForAll Random random) {
        String json = NaiveItems.json(NaiveItems.tree(first), random).strip();
        String more = NaiveItems.json(NaiveItems.tree(second), random).strip();
        String joined = first.isEmpty() || second.isEmpty()
                ? (first.isEmpty() ? more : json)
                : json.substring(0, json.length() - 1) + "," + more.substring(1);
        Map<String, AttributeValue> expected = new LinkedHashMap<>(first);
        expected.keySet().removeAll(second.keySet());
        expected.putAll(second);
        assertThat(read(joined).encoded()).isEqualTo(Item.of(expected).encoded());
        AttributeValue.M map =
                (AttributeValue.M) read("{\"m\":{\"M\":" + joined + "}}").find("m");
        assertThat(map).isEqualTo(new AttributeValue.M(expected));
    }

    @Test
    void aPageOfItemsIsWrittenIntoRoomThatWasMadeOnce() {
        Item item = read("{\"pk\":{\"S\":\"customer-1\"},\"n\":{\"N\":\"17\"},\"tags\":{\"SS\":[\"red\"]},"
                + "\"data\":{\"S\":\"" + "x".repeat(200) + "\"}}");
        JsonWriter writer = new JsonWriter();
        List<Item> page = Collections.nCopies(50, item);
        ItemJson.expect(page, writer);
        byte[] room = writer.array();
        page.forEach(each -> ItemJson.writeItem(each, writer));
        assertThat(writer.array()).isSameAs(room);
        assertThat(room.length).isLessThan(writer.length() * 3 / 2);
    }

    @Test
    void aFloodOfRepeatedNames() {
        StringBuilder json = new StringBuilder("{\"m\":{\"M\":{}}");
        for (int index = 0; index < 400_000; index++) {
            json.append(",\"")
                    .append(index % 100_000)
                    .append("\":{\"N\":\"")
                    .append(index)
                    .append("\"}");
        }
        Item item = read(json.append('}').toString());
        assertThat(item.count()).isEqualTo(100_001);
        assertThat(item.names()).startsWith("m", "0", "1").endsWith("99999");
        assertThat(item.find("99999")).isEqualTo(AttributeValue.number(399_999));
        assertThat(item.find("0")).isEqualTo(AttributeValue.number(300_000));
    }

    @Test
    void theEncodingIsTheOneInTheDocumentation() {
        Item item = read("{\"id\": {\"S\": \"a\"}, \"n\": {\"L\": [{\"N\": \"7\"}]}}");
        assertThat(HexFormat.of().formatHex(item.encoded()))
                .isEqualTo("02" + "026964" + "010161" + "016e" + "0700000004" + "01020137");
        assertThat(item.sizeBytes()).isEqualTo(2 + 1 + 1 + 3 + 1 + 2);
        assertThat(read("{}")).isEqualTo(Item.EMPTY);
        assertThat(Item.EMPTY.sizeBytes()).isZero();
    }

    @Test
    void everyTypeWithItsSize() {
        String[][] sizes = {
            {"{\"S\":\"é😀\"}", "6"},
            {"{\"S\":\"\"}", "0"},
            {"{\"N\":\"-12.50\"}", "4"},
            {"{\"B\":\"AAEC\"}", "3"},
            {"{\"BOOL\":false}", "1"},
            {"{\"NULL\":true}", "1"},
            {"{\"SS\":[\"a\",\"\",\"bc\"]}", "3"},
            {"{\"NS\":[\"0\",\"1e3\"]}", "3"},
            {"{\"BS\":[\"\",\"AAEC\"]}", "3"},
            {"{\"L\":[]}", "3"},
            {"{\"L\":[{\"L\":[]},{\"BOOL\":true}]}", "9"},
            {"{\"M\":{}}", "3"},
            {"{\"M\":{\"é\":{\"M\":{}},\"x\":{\"NULL\":true}}}", "12"}
        };
        for (String[] size : sizes) {
            Item item = read("{\"name\":" + size[0] + "}");
            assertThat(item.fault()).isNull();
            assertThat(item.sizeBytes()).as(size[0]).isEqualTo(4 + Integer.parseInt(size[1]));
        }
    }

    @Test
    void lengthsAroundTheStepsOfTheirEncoding() {
        for (int length : List.of(1, 127, 128, 16_383, 16_384, 400_000)) {
            String name = "n".repeat(Math.min(length, 65_535));
            String text = "é" + "x".repeat(length - 1);
            List<AttributeValue> list = Collections.nCopies(Math.min(length, 20_000), new AttributeValue.Bool(true));
            List<String> set = new ArrayList<>();
            Map<String, AttributeValue> map = new LinkedHashMap<>();
            for (int index = 0; index < Math.min(length, 20_000); index++) {
                set.add("s" + index);
                map.put("k" + index, new AttributeValue.Null());
            }
            for (AttributeValue value : List.of(
                    new AttributeValue.S(text),
                    new AttributeValue.B(text.getBytes(StandardCharsets.UTF_8)),
                    new AttributeValue.L(list),
                    new AttributeValue.SS(set),
                    new AttributeValue.M(map))) {
                Map<String, AttributeValue> attributes = Map.of(name, value);
                Item item = Item.of(attributes);
                Item decoded = read(NaiveItems.json(NaiveItems.tree(attributes), new Random(length)));
                assertThat(decoded.encoded()).isEqualTo(item.encoded());
                assertThat(decoded.find(name)).isEqualTo(value);
                assertThat(item.sizeBytes()).isEqualTo(NaiveItems.size(attributes));
            }
        }
    }

    @Test
    void numbersAreKeptInTheirPlainForm() {
        String[][] numbers = {
            {"0", "0"},
            {"-0", "0"},
            {"00", "0"},
            {"007", "7"},
            {"-7", "-7"},
            {"+7", "7"},
            {"1.0", "1"},
            {"1e2", "100"},
            {"0.10", "0.1"},
            {"100", "100"},
            {"1" + "0".repeat(40), "1" + "0".repeat(40)},
            {"9".repeat(38), "9".repeat(38)},
            {"-" + "9".repeat(38), "-" + "9".repeat(38)},
            {"1E125", "1" + "0".repeat(125)},
            {"\\u0031\\u0065\\u0031", "10"}
        };
        for (String[] number : numbers) {
            Item item = read("{\"n\":{\"N\":\"" + number[0] + "\"}}");
            assertThat(item.fault()).isNull();
            assertThat(new String(json(item), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":{\"N\":\"" + number[1] + "\"}}");
            Item set = read("{\"n\":{\"NS\":[\"" + number[0] + "\"]}}");
            assertThat(new String(json(set), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":{\"NS\":[\"" + number[1] + "\"]}}");
        }
    }

    @Property(tries = 500)
    void orderedValuesCompareAsTheirBytes(@ForAll("texts") String one, @ForAll("texts") String other) {
        byte[] left = one.getBytes(StandardCharsets.UTF_8);
        byte[] right = other.getBytes(StandardCharsets.UTF_8);
        int expected = Integer.signum(Arrays.compareUnsigned(left, right));
        assertThat(Integer.signum(AttributeValue.compare(new AttributeValue.S(one), new AttributeValue.S(other))))
                .isEqualTo(expected);
        assertThat(Integer.signum(AttributeValue.compare(new AttributeValue.B(left), new AttributeValue.B(right))))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return RandomValues.texts();
    }
}
