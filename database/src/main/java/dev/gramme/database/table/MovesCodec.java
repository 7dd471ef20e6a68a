package dev.gramme.database.table;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.NameTable;
import dev.gramme.kv.KvException;
import dev.gramme.kv.PartitionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves as they stand in a table's record. */
final class MovesCodec {
    private static final NameTable FIELDS = new NameTable("split", "leftovers");

    private MovesCodec() {}

    static void write(JsonWriter writer, Moves moves) {
        writer.beginObject();
        Split split = moves.split();
        if (split != null) {
            writer.field("split");
            numbers(
                    writer,
                    split.indexId(),
                    split.parent().number(),
                    split.child().number(),
                    split.fromHash32(),
                    split.toHash32(),
                    split.isHeld() ? 1 : 0);
        }
        writer.field("leftovers");
        writer.beginArray();
        for (Leftover leftover : moves.leftovers()) {
            Split done = leftover.split();
            numbers(
                    writer,
                    done.indexId(),
                    done.parent().number(),
                    done.child().number(),
                    done.fromHash32(),
                    done.toHash32(),
                    leftover.childStamp(),
                    leftover.sinceMillis());
        }
        writer.endArray();
        writer.endObject();
    }

    private static void numbers(JsonWriter writer, long... numbers) {
        writer.beginArray();
        for (long number : numbers) {
            writer.number(number);
        }
        writer.endArray();
    }

    static Moves read(JsonReader reader) {
        @Nullable Split split = null;
        List<Leftover> leftovers = new ArrayList<>();
        reader.beginObject();
        for (int field = reader.nextField(FIELDS); field != NameTable.END; field = reader.nextField(FIELDS)) {
            switch (field) {
                case 0 -> {
                    List<Long> numbers = numbers(reader, 6);
                    split = split(numbers, numbers.get(5) == 1);
                }
                case 1 -> {
                    reader.beginArray();
                    while (reader.nextElement()) {
                        leftovers.add(leftover(numbers(reader, 7)));
                    }
                }
                default ->
                    throw new KvException.Corrupt("A table's moves have a field this version does not know", null);
            }
        }
        return new Moves(split, List.copyOf(leftovers));
    }

    private static Leftover leftover(List<Long> numbers) {
        return new Leftover(split(numbers, false), numbers.get(5), numbers.get(6));
    }

    private static Split split(List<Long> numbers, boolean held) {
        return new Split(
                Math.toIntExact(numbers.get(0)),
                new PartitionId(numbers.get(1)),
                new PartitionId(numbers.get(2)),
                numbers.get(3),
                numbers.get(4),
                held);
    }

    private static List<Long> numbers(JsonReader reader, int count) {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            numbers.add(reader.longInteger());
        }
        if (numbers.size() != count) {
            throw new KvException.Corrupt("A table's record tells half of a move", null);
        }
        return numbers;
    }
}
