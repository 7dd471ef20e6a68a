package dev.gramme.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Pulls values out of JSON bytes. Strict: UTF-8 and RFC 8259, nothing after the last value. The caller says what it
 * expects; what is not there is a {@link JsonException} with DynamoDB's words. Nothing is allocated but results. Not
 * thread-safe.
 */
public final class JsonReader {
    /** Deepest nesting of objects and arrays; bounds the stack of whoever reads recursively. */
    public static final int MAX_DEPTH = 512;
    /** Whole numbers from here on surely fit no 64 bits, and a double tells which end they are beyond. */
    private static final double BEYOND_LONG = 1e19;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int depth;
    /** Whether the object or array just begun has had no member yet. */
    private boolean first;
    /** Set by {@link #scanString}: the string has escapes. */
    private boolean escaped;

    public JsonReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public JsonReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Offset of the next byte to be read. */
    public int position() {
        return at;
    }

    public JsonToken peek() {
        skipWhiteSpace();
        if (at >= end) {
            throw JsonException.malformed();
        }
        return switch (bytes[at]) {
            case '{' -> JsonToken.OBJECT;
            case '[' -> JsonToken.ARRAY;
            case '"' -> JsonToken.STRING;
            case 't' -> JsonToken.TRUE;
            case 'f' -> JsonToken.FALSE;
            case 'n' -> JsonToken.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> JsonToken.NUMBER;
            default -> throw JsonException.malformed();
        };
    }

    public void beginObject() {
        begin('{', "structure or map");
    }

    public void beginArray() {
        begin('[', "list");
    }

    private void begin(char opening, String what) {
        if (!stands(opening)) {
            JsonToken found = peek();
            throw switch (found) {
                case OBJECT -> wrongType("Start of structure or map found where not expected");
                case ARRAY -> wrongType("Start of list found where not expected");
                default -> wrongType("Unexpected token received from parser: expected a " + what);
            };
        }
        at++;
        if (++depth > MAX_DEPTH) {
            throw JsonException.malformed();
        }
        first = true;
    }

    /** Steps to the next field: its index in the table, {@link NameTable#UNKNOWN} or {@link NameTable#END}. */
    public int nextField(NameTable table) {
        if (!toNextMember('}')) {
            return NameTable.END;
        }
        int open = at;
        int close = scanString();
        int found;
        if (escaped) {
            byte[] name = text(open, close).getBytes(StandardCharsets.UTF_8);
            found = table.find(name, 0, name.length);
        } else {
            found = table.find(bytes, open + 1, close);
        }
        colon();
        return found;
    }

    /** Steps to the next field of a map: its name, or null at the end. */
    public @Nullable String nextField() {
        if (!toNextMember('}')) {
            return null;
        }
        int open = at;
        int close = scanString();
        String name = text(open, close);
        colon();
        return name;
    }

    /** Steps to the next field and adds its name in UTF-8 to the sink; false at the end of the object. */
    public boolean nextField(ByteSink sink) {
        if (!toNextMember('}')) {
            return false;
        }
        copyString(sink);
        colon();
        return true;
    }

    /** Steps to the next element; false at the end of the array. */
    public boolean nextElement() {
        return toNextMember(']');
    }

    private boolean toNextMember(char closing) {
        skipWhiteSpace();
        if (at >= end) {
            throw JsonException.malformed();
        }
        if (bytes[at] == closing) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (!first) {
            if (bytes[at] != ',') {
                throw JsonException.malformed();
            }
            at++;
            skipWhiteSpace();
        }
        first = false;
        if (at >= end || (closing == '}' && bytes[at] != '"') || bytes[at] == ']') {
            throw JsonException.malformed();
        }
        return true;
    }

    private void colon() {
        skipWhiteSpace();
        if (at >= end || bytes[at] != ':') {
            throw JsonException.malformed();
        }
        at++;
    }

    public String string() {
        requireString("String");
        int open = at;
        return text(open, scanString());
    }

    /** Reads a string and adds its UTF-8 to the sink. */
    public void string(ByteSink sink) {
        requireString("String");
        copyString(sink);
    }

    /** Reads a string of base64; null where it is not base64. */
    public byte @Nullable [] base64() {
        requireString("Blob");
        int open = at;
        int close = scanString();
        byte[] encoded = escaped
                ? text(open, close).getBytes(StandardCharsets.UTF_8)
                : Arrays.copyOfRange(bytes, open + 1, close);
        try {
            return encoded.length % 4 == 0 ? Base64.getDecoder().decode(encoded) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    public boolean bool() {
        JsonToken token = peek();
        if (token == JsonToken.TRUE) {
            literal("true");
            return true;
        }
        require(JsonToken.FALSE, "Boolean");
        literal("false");
        return false;
    }

    /** A whole number that fits 32 bits. */
    public int integer() {
        long value = whole("Integer");
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A whole number that fits 64 bits. */
    public long longInteger() {
        return whole("Long");
    }

    /** Fractions are cut off, as DynamoDB does. */
    private long whole(String type) {
        require(JsonToken.NUMBER, type);
        int from = at;
        boolean plain = scanNumber();
        String text = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        if (plain && text.length() <= 18) {
            return Long.parseLong(text);
        }
        double value = Double.parseDouble(text);
        if (plain && Math.abs(value) < BEYOND_LONG) {
            BigInteger exact = new BigInteger(text);
            return exact.bitLength() < Long.SIZE ? exact.longValue() : (long) value;
        }
        return (long) value;
    }

    public double number() {
        require(JsonToken.NUMBER, "Double");
        int from = at;
        scanNumber();
        return Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    }

    /** Reads a null if there is one. */
    public boolean tryNull() {
        if (peek() != JsonToken.NULL) {
            return false;
        }
        literal("null");
        return true;
    }

    /** Passes over one value of any kind. */
    public void skipValue() {
        switch (peek()) {
            case OBJECT -> {
                beginObject();
                while (toNextMember('}')) {
                    skipString();
                    colon();
                    skipValue();
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skipValue();
                }
            }
            case STRING -> skipString();
            case NUMBER -> scanNumber();
            case TRUE -> literal("true");
            case FALSE -> literal("false");
            case NULL -> literal("null");
        }
    }

    /** Checks that nothing but white space is left. */
    public void end() {
        skipWhiteSpace();
        if (at != end) {
            throw JsonException.malformed();
        }
    }

    /** Whether the next value begins with this character, which tells its kind. */
    private boolean stands(char character) {
        skipWhiteSpace();
        return at < end && bytes[at] == character;
    }

    private void requireString(String type) {
        if (!stands('"')) {
            require(JsonToken.STRING, type);
        }
    }

    private void require(JsonToken wanted, String type) {
        JsonToken found = peek();
        if (found != wanted) {
            throw switch (found) {
                case OBJECT -> wrongType("Start of structure or map found where not expected");
                case ARRAY -> wrongType("Start of list found where not expected");
                default -> wrongType(found + "_VALUE cannot be converted to " + type);
            };
        }
    }

    private static JsonException wrongType(String message) {
        return new JsonException(JsonException.Kind.WRONG_TYPE, message);
    }

    private void literal(String literal) {
        int length = literal.length();
        if (end - at < length) {
            throw JsonException.malformed();
        }
        for (int index = 0; index < length; index++) {
            if (bytes[at + index] != literal.charAt(index)) {
                throw JsonException.malformed();
            }
        }
        at += length;
    }

    /** Passes over a number; tells whether it has neither fraction nor exponent. */
    private boolean scanNumber() {
        boolean plain = true;
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
            plain = false;
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
            plain = false;
        }
        return plain;
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw JsonException.malformed();
        }
    }

    /** Passes over the string that begins here; returns where its closing quote is. */
    private int scanString() {
        escaped = false;
        boolean ascii = true;
        int open = at;
        for (int scan = PlainText.skip(bytes, at + 1, end); scan < end; scan++) {
            byte b = bytes[scan];
            if (b == '"') {
                at = scan + 1;
                if (!ascii && !Utf8.isValid(bytes, open + 1, scan)) {
                    throw JsonException.malformed();
                }
                return scan;
            }
            if (b == '\\') {
                escaped = true;
                scan++;
            } else if (b < 0) {
                ascii = false;
            } else if (b < 0x20) {
                throw JsonException.malformed();
            }
        }
        throw JsonException.malformed();
    }

    /** Passes over a string; its escapes must be right even though nobody wants it. */
    private void skipString() {
        int open = at;
        int close = scanString();
        if (escaped) {
            text(open, close);
        }
    }

    private void copyString(ByteSink sink) {
        int open = at;
        int close = scanString();
        if (escaped) {
            byte[] utf8 = text(open, close).getBytes(StandardCharsets.UTF_8);
            sink.add(utf8, 0, utf8.length);
        } else {
            sink.add(bytes, open + 1, close - open - 1);
        }
    }

    private String text(int open, int close) {
        if (!escaped) {
            return new String(bytes, open + 1, close - open - 1, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(close - open);
        int clean = open + 1;
        int scan = clean;
        while (scan < close) {
            if (bytes[scan] != '\\') {
                scan++;
                continue;
            }
            text.append(new String(bytes, clean, scan - clean, StandardCharsets.UTF_8));
            scan = unescape(scan + 1, close, text);
            clean = scan;
        }
        text.append(new String(bytes, clean, close - clean, StandardCharsets.UTF_8));
        Utf8.requireWholePairs(text);
        return text.toString();
    }

    /** Adds the escaped character whose letter stands at {@code letter}; returns what follows it. */
    private int unescape(int letter, int close, StringBuilder text) {
        switch (bytes[letter]) {
            case '"', '\\', '/' -> text.append((char) bytes[letter]);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                if (letter + 4 >= close) {
                    throw JsonException.malformed();
                }
                int unit = 0;
                for (int digit = letter + 1; digit <= letter + 4; digit++) {
                    int value = Character.digit(bytes[digit], 16);
                    if (value < 0) {
                        throw JsonException.malformed();
                    }
                    unit = unit << 4 | value;
                }
                text.append((char) unit);
                return letter + 5;
            }
            default -> throw JsonException.malformed();
        }
        return letter + 1;
    }

    private void skipWhiteSpace() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }
}
