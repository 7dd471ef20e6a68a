package dev.gramme.json;

/** What a JSON value is, told by its first byte. */
public enum JsonToken {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
}
