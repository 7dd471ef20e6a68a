package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Operand;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.DynamoNumber;
import dev.gramme.item.Item;
import dev.gramme.item.ItemFaultException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses values that are written out. Parameters may not stand inside of lists, maps and sets. */
final class Literals {
    private static final String ONLY_SCALARS =
            "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags";

    private final TokenStream tokens;

    Literals(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** The value that begins here; null where none does. */
    @Nullable
    AttributeValue find() {
        return find("root", 0);
    }

    private @Nullable AttributeValue find(String place, int depth) {
        Token token = tokens.peek();
        return switch (token.type()) {
            case STRING -> new AttributeValue.S(tokens.take().text());
            case NUMBER -> number("");
            case WORD -> word(token);
            case SYMBOL ->
                switch (token.text()) {
                    case "+", "-" -> signed();
                    case "[" -> list(depth + 1);
                    case "{" -> map(place, depth + 1);
                    case "<<" -> set();
                    default -> null;
                };
            default -> null;
        };
    }

    private @Nullable AttributeValue word(Token token) {
        AttributeValue value = switch (token.upper()) {
            case "TRUE" -> new AttributeValue.Bool(true);
            case "FALSE" -> new AttributeValue.Bool(false);
            case "NULL" -> new AttributeValue.Null();
            default -> null;
        };
        if (value != null) {
            tokens.take();
        }
        return value;
    }

    private @Nullable AttributeValue signed() {
        if (tokens.peekNext().type() != Token.Type.NUMBER) {
            return null;
        }
        return number(tokens.take().is("-") ? "-" : "");
    }

    private AttributeValue number(String sign) {
        String digits = tokens.take().text();
        int point = digits.indexOf('.');
        boolean bare = point >= 0 && (point + 1 == digits.length() || !Character.isDigit(digits.charAt(point + 1)));
        String complete = bare ? digits.substring(0, point) + digits.substring(point + 1) : digits;
        try {
            return AttributeValue.number(sign + (point == 0 ? "0" : "") + complete);
        } catch (ItemFaultException e) {
            throw DynamoException.validation(e.text());
        }
    }

    /** A value inside of another; here there must be one. */
    private AttributeValue inner(String place, int depth) {
        if (depth > Item.MAX_NESTING) {
            throw DynamoException.validation("Nesting Levels have exceeded supported limits");
        }
        AttributeValue value = find(place, depth);
        if (value == null) {
            throw unsupported(place);
        }
        return value;
    }

    private DynamoException unsupported(String place) {
        Token token = tokens.peek();
        return switch (token.type()) {
            case PARAMETER -> tokens.invalid("Unsupported data type: Parameter under key " + place, token);
            case WORD, QUOTED ->
                token.isKeyword()
                        ? tokens.malformed()
                        : tokens.invalid("Unsupported data type: " + token.text() + " under key " + place, token);
            default -> tokens.malformed();
        };
    }

    private AttributeValue list(int depth) {
        tokens.take();
        List<AttributeValue> values = new ArrayList<>();
        if (!tokens.takeIf("]")) {
            do {
                values.add(inner("root." + values.size(), depth));
            } while (tokens.takeIf(","));
            tokens.expect("]");
        }
        return new AttributeValue.L(values);
    }

    private AttributeValue map(String place, int depth) {
        tokens.take();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        if (!tokens.takeIf("}")) {
            do {
                String key = key(values, place);
                values.put(key, inner(place + "." + key, depth));
            } while (tokens.takeIf(","));
            tokens.expect("}");
        }
        return new AttributeValue.M(values);
    }

    private String key(Map<String, ?> known, String place) {
        Token token = tokens.peek();
        if (token.type() != Token.Type.STRING) {
            throw switch (token.type()) {
                case PARAMETER -> wrongKey("Parameter", place);
                case WORD, QUOTED -> wrongKey("VariableReference", place);
                default -> tokens.malformed();
            };
        }
        if (known.containsKey(token.text())) {
            throw tokens.invalid("Duplicate keys in tuple. Key: " + token.text() + " under " + place, token);
        }
        tokens.take();
        tokens.expect(":");
        return token.text();
    }

    private DynamoException wrongKey(String type, String place) {
        return tokens.invalid(
                "Tuple keys must be of type String. Actual type: " + type + " under " + place, tokens.peek());
    }

    private AttributeValue set() {
        Token open = tokens.take();
        if (tokens.peek().is(">>")) {
            throw tokens.invalid("Empty bags are not supported", open);
        }
        List<String> texts = new ArrayList<>();
        List<DynamoNumber> numbers = new ArrayList<>();
        do {
            Token token = tokens.peek();
            AttributeValue member = find("root", 1);
            switch (member) {
                case AttributeValue.S(var text) -> texts.add(text);
                case AttributeValue.N(var number) -> numbers.add(number);
                case null, default -> throw tokens.invalid(ONLY_SCALARS, token);
            }
        } while (tokens.takeIf(","));
        tokens.expect(">>");
        if (!texts.isEmpty() && !numbers.isEmpty()) {
            throw DynamoException.validation(ONLY_SCALARS);
        }
        if (new HashSet<>(texts).size() + new HashSet<>(numbers).size() < texts.size() + numbers.size()) {
            throw DynamoException.validation("Input collection contains duplicates");
        }
        return texts.isEmpty() ? new AttributeValue.NS(numbers) : new AttributeValue.SS(texts);
    }

    /** The item of an INSERT: parameters may stand for whole attributes. */
    Map<String, Operand> item() {
        tokens.expect("{");
        Map<String, Operand> item = new LinkedHashMap<>();
        if (!tokens.takeIf("}")) {
            do {
                String name = key(item, "root");
                if (name.isEmpty()) {
                    throw DynamoException.validation("Path component cannot be an empty string");
                }
                boolean parameter = tokens.peek().type() == Token.Type.PARAMETER;
                item.put(name, parameter ? tokens.parameter() : new Operand.Constant(inner("root", 0)));
                refuseArithmetic();
            } while (tokens.takeIf(","));
            tokens.expect("}");
        }
        return item;
    }

    private void refuseArithmetic() {
        Token token = tokens.peek();
        if (token.is("+") || token.is("-")) {
            throw tokens.invalid("Unsupported data type: " + token.text() + " under key root", token);
        }
    }
}
