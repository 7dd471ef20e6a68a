package dev.gramme.acceptance.kill;

import dev.gramme.acceptance.load.Json;
import java.util.Map;
import java.util.Random;

/** What an item holds follows from its key and version, so that a single wrong byte is seen. */
final class Content {
    private static final int MOST_CHARACTERS = 6_000;

    private Content() {}

    static String item(String key, int version) {
        return "{\"pk\":" + Json.s(key) + ",\"version\":" + Json.n(Integer.toString(version)) + ",\"text\":"
                + Json.s(text(key, version)) + "}";
    }

    static String text(String key, int version) {
        Random random = new Random(key.hashCode() * 31L + version);
        int length = random.nextInt(MOST_CHARACTERS);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }

    static boolean isWhole(Map<String, Object> item, String key, int version) {
        return item.equals(Json.object(Json.parse(item(key, version))));
    }

    static int version(Map<String, Object> item) {
        return Integer.parseInt(String.valueOf(Json.object(item.get("version")).get("N")));
    }
}
