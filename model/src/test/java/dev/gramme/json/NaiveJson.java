package dev.gramme.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 8259 read the plain way, to compare {@link JsonReader} with: a tree of maps, lists, strings, doubles, booleans
 * and nulls. Of a name that comes twice the last one counts.
 */
public final class NaiveJson {
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern STRING =
            Pattern.compile("\"([^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");
    private static final String LETTERS = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private NaiveJson(String text) {
        this.text = text;
    }

    /** Throws {@link IllegalArgumentException} where the bytes are not one JSON value. */
    public static Object parse(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            NaiveJson json = new NaiveJson(text);
            Object value = json.value();
            json.take(SPACE);
            if (json.at != text.length()) {
                throw new IllegalArgumentException("more at " + json.at);
            }
            return value;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException("no " + pattern + " at " + at);
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean takeIf(String token) {
        take(SPACE);
        boolean found = text.startsWith(token, at);
        if (found) {
            at += token.length();
        }
        return found;
    }

    private Object value() {
        if (takeIf("{")) {
            return object();
        }
        if (takeIf("[")) {
            return array();
        }
        if (takeIf("true")) {
            return true;
        }
        if (takeIf("false")) {
            return false;
        }
        if (takeIf("null")) {
            return null;
        }
        if (text.startsWith("\"", at)) {
            return string();
        }
        return Double.parseDouble(take(NUMBER));
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (takeIf("}")) {
            return map;
        }
        do {
            take(SPACE);
            String name = string();
            if (!takeIf(":")) {
                throw new IllegalArgumentException("no colon at " + at);
            }
            Object value = value();
            map.remove(name);
            map.put(name, value);
        } while (takeIf(","));
        if (!takeIf("}")) {
            throw new IllegalArgumentException("no end of object at " + at);
        }
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        if (takeIf("]")) {
            return list;
        }
        do {
            list.add(value());
        } while (takeIf(","));
        if (!takeIf("]")) {
            throw new IllegalArgumentException("no end of array at " + at);
        }
        return list;
    }

    private String string() {
        String quoted = take(STRING);
        String plain = ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? String.valueOf((char) Integer.parseInt(escape.group(1), 16))
                                : String.valueOf(MEANINGS.charAt(LETTERS.indexOf(escape.group(2))))));
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(plain)) {
            throw new IllegalArgumentException("half a surrogate pair before " + at);
        }
        return plain;
    }
}
