package dev.gramme.item;

import dev.gramme.json.ByteSink;
import dev.gramme.json.JsonReader;
import dev.gramme.json.NameTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values from JSON straight into the compact encoding, and keeps the first fault instead of stopping at it. */
final class ItemReader {
    /** Longest name of an attribute, at any depth (source: "Constraints in Amazon DynamoDB: attribute names"). */
    private static final int MAX_NAME_BYTES = 65_535;

    private static final NameTable TYPES = new NameTable("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");
    private static final int LONGEST_FAST_NUMBER = DynamoNumber.MAX_DIGITS;

    private final JsonReader reader;
    private final ByteSink sink;
    private @Nullable String fault;
    private @Nullable String faultyAttribute;

    ItemReader(JsonReader reader, ByteSink sink) {
        this.reader = reader;
        this.sink = sink;
    }

    @Nullable
    String fault() {
        return fault;
    }

    /** The attribute of the outermost object that {@link #fault} lies in. */
    @Nullable
    String faultyAttribute() {
        return faultyAttribute;
    }

    private void fault(String message) {
        if (fault == null) {
            fault = message;
        }
    }

    /** Reads an object of attributes into the sink, without a count in front; returns the count. */
    int readAttributes(int depth) {
        reader.beginObject();
        Starts starts = new Starts();
        while (true) {
            int start = sink.length();
            // The name's length comes first and is one byte in nearly all cases.
            sink.reserve(1);
            sink.advance(1);
            if (!reader.nextField(sink)) {
                sink.truncate(start);
                return starts.closeGaps(sink);
            }
            int nameBytes = sink.length() - start - 1;
            int extra = ItemBytes.varintBytes(nameBytes) - 1;
            if (extra > 0) {
                sink.insert(start + 1, extra);
            }
            ItemBytes.putVarint(sink.array(), start, nameBytes);
            int nameEnd = sink.length();
            checkName(nameBytes);
            readValue(depth);
            if (depth == 0 && fault != null && faultyAttribute == null) {
                faultyAttribute = new ItemCursor(sink.array(), start).takeText();
            }
            starts.add(sink, start, nameEnd);
        }
    }

    private void checkName(int bytes) {
        if (bytes == 0) {
            fault("Empty attribute name");
        } else if (bytes > MAX_NAME_BYTES) {
            fault("Attribute name is too large, must be less than " + (MAX_NAME_BYTES + 1) + " bytes");
        }
    }

    /** Reads one value, tag first, into the sink. */
    void readValue(int depth) {
        if (depth > Item.MAX_NESTING) {
            fault("Nesting Levels have exceeded supported limits");
        }
        int start = sink.length();
        int types = 0;
        reader.beginObject();
        for (int type = reader.nextField(TYPES); type != NameTable.END; type = reader.nextField(TYPES)) {
            if (type == NameTable.UNKNOWN) {
                reader.skipValue();
            } else if (!reader.tryNull()) {
                types++;
                sink.truncate(start);
                readTyped(type, depth);
            }
        }
        if (types == 0) {
            sink.add(ItemBytes.NULL);
            fault("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        } else if (types > 1) {
            fault("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported"
                    + " datatypes");
        }
    }

    private void readTyped(int type, int depth) {
        switch (type) {
            case 0 -> readString();
            case 1 -> readNumber();
            case 2 -> readBinary();
            case 3 -> sink.add(reader.bool() ? ItemBytes.TRUE : ItemBytes.FALSE);
            case 4 -> {
                if (!reader.bool()) {
                    fault("One or more parameter values were invalid: Null attribute value types must have the value of"
                            + " true");
                }
                sink.add(ItemBytes.NULL);
            }
            case 5 -> readList(depth);
            case 6 -> {
                sink.add(ItemBytes.MAP);
                int body = ItemBytes.beginBody(sink);
                ItemBytes.endBody(sink, body, readAttributes(depth + 1));
            }
            case 7 -> readStringSet();
            case 8 -> readNumberSet();
            default -> readBinarySet();
        }
    }

    private void readString() {
        sink.add(ItemBytes.STRING);
        readSizedText();
    }

    private void readSizedText() {
        int start = sink.length();
        sink.reserve(1);
        sink.advance(1);
        reader.string(sink);
        endSized(start);
    }

    private void endSized(int start) {
        int length = sink.length() - start - 1;
        int extra = ItemBytes.varintBytes(length) - 1;
        if (extra > 0) {
            sink.insert(start + 1, extra);
        }
        ItemBytes.putVarint(sink.array(), start, length);
    }

    private void readNumber() {
        sink.add(ItemBytes.NUMBER);
        int start = sink.length();
        sink.reserve(1);
        sink.advance(1);
        reader.string(sink);
        if (isPlain(sink.array(), start + 1, sink.length())) {
            endSized(start);
            return;
        }
        DynamoNumber number = parseNumber(sink.array(), start + 1, sink.length() - start - 1);
        sink.truncate(start);
        ItemBytes.putSized(sink, number.text().getBytes(StandardCharsets.US_ASCII));
    }

    private DynamoNumber parseNumber(byte[] bytes, int from, int count) {
        try {
            return DynamoNumber.parse(bytes, from, count);
        } catch (ItemFaultException e) {
            fault(e.text());
            return DynamoNumber.ZERO;
        }
    }

    /** Whether a number already is in the form it is kept in: what most clients send. */
    private static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        int digits = to - at;
        if (digits == 0 || digits > LONGEST_FAST_NUMBER) {
            return false;
        }
        if (bytes[at] == '0') {
            return digits == 1 && at == from;
        }
        for (int index = at; index < to; index++) {
            if (bytes[index] < '0' || bytes[index] > '9') {
                return false;
            }
        }
        return true;
    }

    private byte[] binary() {
        byte[] decoded = reader.base64();
        if (decoded == null) {
            fault("One or more parameter values were invalid: The value is not valid base64");
            return new byte[0];
        }
        return decoded;
    }

    private void readBinary() {
        sink.add(ItemBytes.BINARY);
        ItemBytes.putSized(sink, binary());
    }

    private void readList(int depth) {
        sink.add(ItemBytes.LIST);
        int body = ItemBytes.beginBody(sink);
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            readValue(depth + 1);
            count++;
        }
        ItemBytes.endBody(sink, body, count);
    }

    private void readStringSet() {
        sink.add(ItemBytes.STRING_SET);
        int body = ItemBytes.beginBody(sink);
        Starts members = new Starts();
        reader.beginArray();
        while (reader.nextElement()) {
            int start = sink.length();
            readSizedText();
            members.add(sink, start, sink.length());
        }
        if (members.count == 0) {
            fault("One or more parameter values were invalid: An string set  may not be empty");
        }
        if (members.repeated > 0) {
            faultDuplicates(members.texts(sink));
        }
        ItemBytes.endBody(sink, body, members.count);
    }

    private void readNumberSet() {
        List<DynamoNumber> members = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            byte[] text = reader.string().getBytes(StandardCharsets.UTF_8);
            members.add(parseNumber(text, 0, text.length));
        }
        if (members.isEmpty()) {
            fault("One or more parameter values were invalid: An number set  may not be empty");
        }
        if (new HashSet<>(members).size() < members.size()) {
            faultDuplicates(members);
        }
        ItemBytes.put(sink, new AttributeValue.NS(members));
    }

    private void readBinarySet() {
        List<byte[]> members = new ArrayList<>();
        Set<AttributeValue.B> distinct = new HashSet<>();
        reader.beginArray();
        while (reader.nextElement()) {
            byte[] member = binary();
            members.add(member);
            distinct.add(new AttributeValue.B(member));
        }
        if (members.isEmpty()) {
            fault("One or more parameter values were invalid: Binary sets should not be empty");
        }
        if (distinct.size() < members.size()) {
            fault("One or more parameter values were invalid: Input collection of type BS contains duplicates.");
        }
        ItemBytes.put(sink, new AttributeValue.BS(members));
    }

    private void faultDuplicates(List<?> members) {
        fault("One or more parameter values were invalid: Input collection " + members + " contains duplicates.");
    }

    /**
     * Where the attributes of one object begin, or the strings of one set, to find a name or a string that comes twice.
     * Of attributes the last one counts. The others are taken out at the end, all at once, so that a flood of them
     * costs no more than other attributes.
     */
    private static final class Starts {
        private static final int FEW = 16;

        /** The complement, where the same name came again later. */
        private int[] starts = new int[FEW];

        private int count;
        private int repeated;
        private @Nullable Map<String, Integer> indexes;

        /** Takes in the attribute that begins at {@code start} with its name. */
        void add(ByteSink sink, int start, int nameEnd) {
            int same = count < FEW ? find(sink, start, nameEnd) : findAmongMany(sink, start);
            if (same >= 0) {
                starts[same] = ~starts[same];
                repeated++;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = start;
        }

        private int find(ByteSink sink, int start, int nameEnd) {
            for (int index = 0; index < count; index++) {
                if (starts[index] >= 0 && sameName(sink.array(), starts[index], start, nameEnd - start)) {
                    return index;
                }
            }
            return -1;
        }

        private int findAmongMany(ByteSink sink, int start) {
            Map<String, Integer> known = indexes;
            if (known == null) {
                known = new HashMap<>();
                indexes = known;
                for (int index = 0; index < count; index++) {
                    if (starts[index] >= 0) {
                        known.put(new ItemCursor(sink.array(), starts[index]).takeText(), index);
                    }
                }
            }
            Integer same = known.put(new ItemCursor(sink.array(), start).takeText(), count);
            return same == null ? -1 : same;
        }

        /** Compares sized names; their lengths are part of the bytes compared. */
        private static boolean sameName(byte[] bytes, int one, int other, int length) {
            return one + length <= other && Arrays.equals(bytes, one, one + length, bytes, other, other + length);
        }

        /** Takes out what came again later; returns how many attributes are left. */
        int closeGaps(ByteSink sink) {
            if (repeated == 0) {
                return count;
            }
            int end = position(0);
            for (int index = 0; index < count; index++) {
                if (starts[index] >= 0) {
                    int next = index + 1 < count ? position(index + 1) : sink.length();
                    int length = next - starts[index];
                    System.arraycopy(sink.array(), starts[index], sink.array(), end, length);
                    end += length;
                }
            }
            sink.truncate(end);
            return count - repeated;
        }

        /** All strings of a set, those that come twice too. */
        List<String> texts(ByteSink sink) {
            List<String> texts = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                texts.add(new ItemCursor(sink.array(), position(index)).takeText());
            }
            return texts;
        }

        private int position(int index) {
            return starts[index] < 0 ? ~starts[index] : starts[index];
        }
    }
}
