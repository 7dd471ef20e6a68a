package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.UpdateAction;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses what an UPDATE does: SET and REMOVE, in any order, each as often as wanted. */
final class UpdateParser {
    private final TokenStream tokens;
    private final Literals literals;
    private final List<UpdateAction> actions = new ArrayList<>();

    UpdateParser(TokenStream tokens) {
        this.tokens = tokens;
        this.literals = new Literals(tokens);
    }

    List<UpdateAction> parse() {
        while (true) {
            if (tokens.takeIfWord("SET")) {
                do {
                    set();
                } while (tokens.takeIf(","));
            } else if (tokens.takeIfWord("REMOVE")) {
                actions.add(new UpdateAction.Remove(tokens.path()));
            } else if (actions.isEmpty()) {
                throw TokenStream.malformed("Expected data manipulation");
            } else {
                return List.copyOf(actions);
            }
        }
    }

    private void set() {
        Path path = tokens.path();
        tokens.expect("=");
        Token token = tokens.peek();
        if (tokens.peekNext().is("(") && (token.isWord("set_add") || token.isWord("set_delete"))) {
            actions.add(members(path));
            return;
        }
        Operand value = sum();
        actions.add(
                value instanceof Operand.Call(var function, var operands) && isArithmetic(function)
                        ? new UpdateAction.Set(path, operands.get(0), function, operands.get(1))
                        : new UpdateAction.Set(path, value, null, null));
    }

    private static boolean isArithmetic(String function) {
        return function.equals("+") || function.equals("-");
    }

    /**
     * set_add and set_delete change the very set they are given, so they are no values that others could compute with.
     */
    private UpdateAction members(Path path) {
        Token name = tokens.takeOperator();
        List<Token> starts = new ArrayList<>();
        List<Operand> arguments = arguments(starts);
        if (arguments.size() != 2) {
            throw tokens.invalid(name.upper() + " must have exactly two arguments", name);
        }
        if (!(arguments.getFirst() instanceof Operand.At(var first)) || !first.equals(path)) {
            throw DynamoException.validation(
                    "The first argument to " + name.upper() + " must equal the assignment value");
        }
        Operand members = arguments.getLast();
        if (!(members instanceof Operand.Placeholder) && !isSet(members)) {
            throw tokens.invalid(
                    "The second argument to " + name.upper() + " must be a value with type SET", starts.getFirst());
        }
        return name.isWord("set_add") ? new UpdateAction.Add(path, members) : new UpdateAction.Delete(path, members);
    }

    private static boolean isSet(Operand operand) {
        return operand instanceof Operand.Constant(var value)
                && (value instanceof AttributeValue.SS || value instanceof AttributeValue.NS);
    }

    private List<Operand> arguments(List<Token> starts) {
        tokens.enter();
        tokens.expect("(");
        List<Operand> arguments = new ArrayList<>(2);
        do {
            starts.add(tokens.peek());
            arguments.add(sum());
        } while (tokens.takeIf(","));
        tokens.expect(")");
        tokens.leave();
        return arguments;
    }

    private Operand sum() {
        Operand left = value();
        while (tokens.peek().is("+") || tokens.peek().is("-")) {
            String operator = tokens.takeOperator().text();
            left = new Operand.Call(operator, List.of(left, value()));
        }
        Token next = tokens.peek();
        if (next.is("*") || next.is("/") || next.is("%") || next.is("||")) {
            throw DynamoException.validation("Unsupported operator in Update Expression. Operator: " + next.text());
        }
        return left;
    }

    private Operand value() {
        Token token = tokens.peek();
        if (token.is("(")) {
            tokens.enter();
            tokens.take();
            Operand inner = sum();
            tokens.expect(")");
            tokens.leave();
            return inner;
        }
        AttributeValue literal = literals.find();
        if (literal != null) {
            return new Operand.Constant(literal);
        }
        if (token.type() == Token.Type.PARAMETER) {
            return tokens.parameter();
        }
        if (token.is("-") || token.is("+")) {
            throw DynamoException.validation("Incorrect number of operands for operator or function; operator or"
                    + " function: " + token.text() + ", number of operands: 1");
        }
        boolean isCall = token.type() == Token.Type.WORD && tokens.peekNext().is("(");
        return isCall ? call() : new Operand.At(tokens.path());
    }

    private Operand call() {
        String name = tokens.takeOperator().text().toLowerCase(Locale.ROOT);
        List<Operand> arguments = arguments(new ArrayList<>());
        WhereParser.requireAllowed(true, name);
        return new Operand.Call(name, arguments);
    }
}
