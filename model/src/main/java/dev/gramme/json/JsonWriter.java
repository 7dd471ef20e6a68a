package dev.gramme.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes JSON into a growing array; commas are its own business. Reusable after {@link #reset}. Not thread-safe. */
public final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    /** For each ASCII byte, whether a JSON string must escape it. */
    private static final boolean[] ESCAPED = new boolean[128];

    static {
        Arrays.fill(ESCAPED, 0, 0x20, true);
        ESCAPED['"'] = true;
        ESCAPED['\\'] = true;
    }

    private byte[] buffer;
    private int length;
    /** Whether a comma is due before the next value or field. */
    private boolean commaDue;

    public JsonWriter() {
        this(512);
    }

    public JsonWriter(int capacity) {
        this.buffer = new byte[Math.max(16, capacity)];
    }

    /** Makes room for so many bytes that are going to be written, so that they need not be moved often. */
    public void expect(int bytes) {
        reserve(bytes);
    }

    public void reset() {
        length = 0;
        commaDue = false;
    }

    public void beginObject() {
        open('{');
    }

    public void endObject() {
        close('}');
    }

    public void beginArray() {
        open('[');
    }

    public void endArray() {
        close(']');
    }

    public void field(String name) {
        string(name);
        rawAscii(':');
    }

    public void field(FieldName name) {
        byte[] encoded = name.encoded();
        comma();
        put(encoded, 0, encoded.length);
        commaDue = false;
    }

    /** A field whose name is given as UTF-8. */
    public void fieldUtf8(byte[] utf8, int from, int count) {
        stringUtf8(utf8, from, count);
        rawAscii(':');
    }

    public void string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        stringUtf8(utf8, 0, utf8.length);
    }

    /** A string given as valid UTF-8. */
    public void stringUtf8(byte[] utf8, int from, int count) {
        reserve(count + 3);
        comma();
        quoted(utf8, from, count);
        commaDue = true;
    }

    /** An object whose one field has a name of one ASCII letter, and a string of valid UTF-8 as its value. */
    public void wrappedStringUtf8(char name, byte[] utf8, int from, int count) {
        reserve(count + 9);
        comma();
        buffer[length++] = '{';
        buffer[length++] = '"';
        buffer[length++] = (byte) name;
        buffer[length++] = '"';
        buffer[length++] = ':';
        quoted(utf8, from, count);
        reserve(1);
        buffer[length++] = '}';
        commaDue = true;
    }

    private void quoted(byte[] utf8, int from, int count) {
        reserve(count + 2);
        buffer[length++] = '"';
        int clean = from;
        int end = from + count;
        for (int at = PlainText.skipAnyUtf8(utf8, from, end); at < end; at++) {
            byte b = utf8[at];
            if (b >= 0 && ESCAPED[b]) {
                put(utf8, clean, at - clean);
                escape(b);
                clean = at + 1;
            }
        }
        put(utf8, clean, end - clean);
        reserve(1);
        buffer[length++] = '"';
    }

    private void escape(byte b) {
        reserve(6);
        buffer[length++] = '\\';
        switch (b) {
            case '"' -> buffer[length++] = '"';
            case '\\' -> buffer[length++] = '\\';
            case '\n' -> buffer[length++] = 'n';
            case '\r' -> buffer[length++] = 'r';
            case '\t' -> buffer[length++] = 't';
            case '\b' -> buffer[length++] = 'b';
            case '\f' -> buffer[length++] = 'f';
            default -> {
                buffer[length++] = 'u';
                buffer[length++] = '0';
                buffer[length++] = '0';
                buffer[length++] = HEX[b >> 4];
                buffer[length++] = HEX[b & 15];
            }
        }
    }

    /** A string that is the base64 of these bytes. */
    public void base64(byte[] bytes, int from, int count) {
        comma();
        byte[] source = from == 0 && count == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, from + count);
        byte[] encoded = Base64.getEncoder().encode(source);
        reserve(2);
        buffer[length++] = '"';
        put(encoded, 0, encoded.length);
        reserve(1);
        buffer[length++] = '"';
        commaDue = true;
    }

    public void bool(boolean value) {
        literal(value ? TRUE : FALSE);
    }

    public void nullValue() {
        literal(NULL);
    }

    public void number(long value) {
        literal(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /** A number in plain decimals, without an exponent; it must be finite. */
    public void number(double value) {
        literal(BigDecimal.valueOf(value).toPlainString().getBytes(StandardCharsets.US_ASCII));
    }

    /** One value that already is JSON. */
    public void rawUtf8(byte[] json, int from, int count) {
        comma();
        put(json, from, count);
        commaDue = true;
    }

    void rawAscii(char character) {
        reserve(1);
        buffer[length++] = (byte) character;
        commaDue = false;
    }

    private void literal(byte[] ascii) {
        comma();
        put(ascii, 0, ascii.length);
        commaDue = true;
    }

    private void open(char bracket) {
        comma();
        rawAscii(bracket);
    }

    private void close(char bracket) {
        rawAscii(bracket);
        commaDue = true;
    }

    private void comma() {
        if (commaDue) {
            rawAscii(',');
        }
    }

    private void put(byte[] bytes, int from, int count) {
        reserve(count);
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(length, more)));
        }
    }

    /** The array written into; what counts is its first {@link #length} bytes. */
    public byte[] array() {
        return buffer;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }
}
