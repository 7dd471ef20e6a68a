package dev.gramme.item;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random values of all ten types, and the numbers, texts and items made of and from them. */
public final class RandomValues {
    private static final int MOST_ELEMENTS = 4;

    private RandomValues() {}

    /** Texts with everything that is special in JSON or in UTF-8. */
    public static Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "b", "Z", "0", " ", "\"", "\\", "/", "\n", "\u0000", "\u001f", "é", "€", "\uffff", "😀")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    /** Numbers DynamoDB takes, as one of the ways to write them: digits, a point somewhere, an exponent. */
    public static Arbitrary<String> numberTexts() {
        Arbitrary<String> digits = Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(4),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(DynamoNumber.MAX_DIGITS));
        Arbitrary<Integer> exponents = Arbitraries.oneOf(
                Arbitraries.just(0),
                Arbitraries.integers().between(-5, 5),
                Arbitraries.integers().between(-92, 87));
        return Combinators.combine(
                        Arbitraries.of("", "", "-", "+"),
                        digits,
                        Arbitraries.integers().between(0, DynamoNumber.MAX_DIGITS),
                        exponents,
                        Arbitraries.of("e", "E", "e+"))
                .as((sign, text, point, exponent, e) -> {
                    int at = Math.min(point, text.length());
                    String pointed = at == text.length() ? text : text.substring(0, at) + "." + text.substring(at);
                    String mark = exponent < 0 ? "e" : e;
                    return sign + pointed + (exponent == 0 ? "" : mark + exponent);
                });
    }

    public static Arbitrary<DynamoNumber> numbers() {
        return numberTexts().map(DynamoNumber::parse);
    }

    public static Arbitrary<byte[]> binaries() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(7);
    }

    private static Arbitrary<AttributeValue> flat() {
        return Arbitraries.oneOf(List.of(
                texts().map(AttributeValue.S::new),
                numbers().map(AttributeValue.N::new),
                binaries().map(AttributeValue.B::new),
                Arbitraries.of(true, false).map(AttributeValue.Bool::new),
                Arbitraries.create(AttributeValue.Null::new),
                texts().set().ofMinSize(1).ofMaxSize(MOST_ELEMENTS).map(set -> new AttributeValue.SS(List.copyOf(set))),
                numbers()
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(MOST_ELEMENTS)
                        .map(set -> new AttributeValue.NS(List.copyOf(set))),
                binaries()
                        .map(AttributeValue.B::new)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(MOST_ELEMENTS)
                        .map(set -> new AttributeValue.BS(
                                set.stream().map(AttributeValue.B::value).toList()))));
    }

    /** Values nested up to four levels. */
    public static Arbitrary<AttributeValue> values() {
        return Arbitraries.recursive(RandomValues::flat, RandomValues::around, 0, 4);
    }

    private static Arbitrary<AttributeValue> around(Arbitrary<AttributeValue> inner) {
        return Arbitraries.oneOf(List.of(
                flat(),
                inner.list().ofMaxSize(MOST_ELEMENTS).map(AttributeValue.L::new),
                maps(inner, MOST_ELEMENTS).map(AttributeValue.M::new)));
    }

    private static Arbitrary<Map<String, AttributeValue>> maps(Arbitrary<AttributeValue> values, int most) {
        return Arbitraries.maps(texts().filter(name -> !name.isEmpty()), values)
                .ofMaxSize(most)
                .map(LinkedHashMap::new);
    }

    /** The attributes of an item; now and then more than sixteen, where reading goes another way. */
    public static Arbitrary<Map<String, AttributeValue>> attributes() {
        return Arbitraries.frequencyOf(Tuple.of(5, maps(values(), 6)), Tuple.of(1, maps(flat(), 40)));
    }
}
