package dev.gramme.server.gateway;

import dev.gramme.json.JsonReader;
import dev.gramme.model.ValueShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** XML, built up from texts and from answers in JSON. */
final class XmlText {
    private final StringBuilder text = new StringBuilder(512);

    XmlText open(String element) {
        text.append('<').append(element).append('>');
        return this;
    }

    XmlText open(String element, String namespace) {
        text.append('<').append(element).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    XmlText close(String element) {
        text.append("</").append(element).append('>');
        return this;
    }

    XmlText element(String name, String value) {
        open(name);
        escaped(value);
        return close(name);
    }

    /** The members of a structure, each an element. */
    void members(ValueShape.Structured shape, JsonReader reader) {
        reader.beginObject();
        for (String name = reader.nextField(); name != null; name = reader.nextField()) {
            ValueShape member = shape.members().get(name);
            if (member == null) {
                throw new IllegalStateException("An answer has a member its model does not: " + name);
            }
            open(name);
            value(member, reader);
            close(name);
        }
    }

    private void value(ValueShape shape, JsonReader reader) {
        switch (shape) {
            case ValueShape.Structured structured -> members(structured, reader);
            case ValueShape.Listed listed -> {
                reader.beginArray();
                while (reader.nextElement()) {
                    open("member");
                    value(listed.member(), reader);
                    close("member");
                }
            }
            case ValueShape.Mapped mapped -> {
                reader.beginObject();
                for (String key = reader.nextField(); key != null; key = reader.nextField()) {
                    open("entry").element("key", key).open("value");
                    value(mapped.member(), reader);
                    close("value").close("entry");
                }
            }
            case ValueShape.Plain plain -> {
                switch (plain) {
                    case TEXT -> escaped(reader.string());
                    case FLAG -> text.append(reader.bool());
                    case NUMBER -> text.append(reader.longInteger());
                    case TIME ->
                        text.append(Instant.ofEpochMilli(Math.round(reader.number() * 1000))
                                .truncatedTo(ChronoUnit.SECONDS));
                }
            }
        }
    }

    private void escaped(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\r' -> text.append("&#xD;");
                default -> text.append(isXml(c) ? c : '\uFFFD');
            }
        }
    }

    /** Other characters cannot stand in XML, not even escaped. */
    private static boolean isXml(char c) {
        return c >= 0x20 ? c < 0xFFFE : c == '\t' || c == '\n';
    }

    byte[] utf8() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
