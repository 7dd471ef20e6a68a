package dev.gramme.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ViolationsTest {
    @Test
    void whatIsAsItShouldBeAddsNothing() {
        assertThat(Violations.length(null, "a", "xyz", 3, 3)).isNull();
        assertThat(Violations.length(null, "a", "", 0, 0)).isNull();
        assertThat(Violations.range(null, "a", Long.MIN_VALUE, Long.MIN_VALUE, 0))
                .isNull();
        assertThat(Violations.range(null, "a", 1, 1, 1)).isNull();
        assertThat(Violations.size(null, "a", List.of(), 0, 0, 1)).isNull();
        assertThat(Violations.pattern(null, "a", "b.c", new TextPattern("[a-c.]+")))
                .isNull();
        assertThat(Violations.oneOf(null, "a", "B", new AllowedValues("A", "B")))
                .isNull();
        assertThat(Violations.under(null, 0, "a")).isNull();
        assertThat(Violations.count(null)).isZero();
    }

    @Test
    void lengthsCountUtf16Units() {
        assertThat(Violations.length(null, "a", "😀", 2, 2)).isNull();
        assertThat(Violations.length(null, "a", "😀", 3, 3))
                .hasToString("1 validation error detected: Value '😀' at 'a' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 3");
    }

    @Test
    void patternsMatchTheWhole() {
        TextPattern pattern = new TextPattern("[a-z]+");
        for (String bad : List.of("", "aB", "Ba", "a\n", "\na", " a")) {
            assertThat(Violations.pattern(null, "p", bad, pattern))
                    .hasToString("1 validation error detected: Value '" + bad + "' at 'p' failed to satisfy constraint:"
                            + " Member must satisfy regular expression pattern: [a-z]+");
        }
    }

    @Test
    void pathsGrowFromTheInside() {
        Violations found = Violations.missing(null, "first");
        int before = Violations.count(found);
        found = Violations.add(found, "", 7, "Odd");
        found = Violations.missing(found, "inner");
        found = Violations.under(found, before, "1.member");
        found = Violations.under(found, before, "list");
        found = Violations.range(found, "last", 9, 1, 8);
        assertThat(found)
                .hasToString("4 validation errors detected: Value null at 'first' failed to satisfy constraint: Member"
                        + " must not be null; Value '7' at 'list.1.member' failed to satisfy constraint: Odd; Value"
                        + " null at 'list.1.member.inner' failed to satisfy constraint: Member must not be null; Value"
                        + " '9' at 'last' failed to satisfy constraint: Member must have value less than or equal to"
                        + " 8");
        assertThat(found.size()).isEqualTo(4);
    }

    @Test
    void noMoreThanTheLimit() {
        Violations found = null;
        for (int index = 0; index < 100; index++) {
            int before = Violations.count(found);
            found = Violations.under(Violations.missing(found, "x"), before, "m" + index);
        }
        assertThat(found.size()).isEqualTo(Violations.MAX_REPORTED);
        assertThat(found.message()).contains("'m9.x'").doesNotContain("'m10.x'").startsWith("10 validation errors");
    }

    @Test
    void valuesAreShownAsTheServiceDoes() {
        assertThat(Shown.of(null)).isEqualTo("null");
        assertThat(Shown.of(List.of("a", 1, true))).isEqualTo("[a, 1, true]");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", Collections.singletonList(null));
        map.put("l", 2.5);
        assertThat(Shown.of(map)).isEqualTo("{k=[null], l=2.5}");
        assertThat(Shown.of(AttributeValue.string("secret")))
                .matches("com\\.amazonaws\\.dynamodb\\.v20120810\\.AttributeValue@[0-9a-f]+");
        assertThat(Shown.of(List.of(Item.of(Map.of("a", AttributeValue.string("secret"))))))
                .isEqualTo("[{a=com.amazonaws.dynamodb.v20120810.AttributeValue@61}]");
        assertThat(new AllowedValues("B", "N", "S")).hasToString("[B, N, S]");
    }

    @Property(tries = 500)
    void instantsComeBack(@ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        JsonWriter writer = new JsonWriter();
        EpochSeconds.write(instant, writer);
        assertThat(new String(writer.toBytes(), StandardCharsets.US_ASCII)).matches("-?[0-9]+(\\.[0-9]{1,3})?");
        assertThat(EpochSeconds.read(new JsonReader(writer.toBytes()))).isEqualTo(instant);
    }
}
