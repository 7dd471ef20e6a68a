package dev.gramme.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Strings are looked at eight bytes at a time: each character in each place among others, neighbours included. */
class PlainTextTest {
    private static final String OTHERS = " !#[]~\u007f0";

    @Test
    void everyCharacterInEveryPlaceIsReadAsItWasWritten() {
        for (char character = 0; character < 0x102; character++) {
            for (int length = 1; length < 20; length++) {
                for (int place = 0; place < length; place++) {
                    StringBuilder text = new StringBuilder();
                    for (int at = 0; at < length; at++) {
                        text.append(at == place ? character : OTHERS.charAt((at + length) % OTHERS.length()));
                    }
                    JsonWriter writer = new JsonWriter();
                    writer.string(text.toString());
                    byte[] json = writer.toBytes();
                    assertThat(new JsonReader(json).string()).isEqualTo(text.toString());
                    assertEscaped(character, text.toString(), new String(json, StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void assertEscaped(char character, String text, String json) {
        boolean mustBe = character < 0x20 || character == '"' || character == '\\';
        assertThat(json.equals('"' + text + '"')).isEqualTo(!mustBe);
        if (character < 0x20) {
            byte[] raw = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> new JsonReader(raw).string()).isInstanceOf(JsonException.class);
        }
    }
}
