package dev.gramme.model;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import java.time.Instant;

/** Instants as AWS's JSON protocols have them: seconds since 1970 as a number, here down to milliseconds. */
public final class EpochSeconds {
    private static final double MILLIS = 1000.0;

    private EpochSeconds() {}

    public static Instant read(JsonReader reader) {
        return Instant.ofEpochMilli(Math.round(reader.number() * MILLIS));
    }

    public static void write(Instant instant, JsonWriter writer) {
        long millis = instant.toEpochMilli();
        if (millis % 1000 == 0) {
            writer.number(millis / 1000);
        } else {
            writer.number(millis / MILLIS);
        }
    }
}
