package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses conditions: OR binds loosest, then AND, then NOT, then comparisons. */
@SuppressWarnings("ReferenceEquality") // redundant parentheses hold the very same condition
final class ConditionParser {
    /** Most operands on the right of IN. */
    static final int MAX_IN = 100;

    private final TokenStream tokens;
    private @Nullable Condition lastParenthesised;

    private ConditionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    static Condition parse(ExpressionKind kind, String text) {
        TokenStream tokens = new TokenStream(kind, text);
        Condition condition = new ConditionParser(tokens).or();
        tokens.expectEnd();
        return condition;
    }

    private Condition or() {
        tokens.enter();
        Condition left = and();
        while (tokens.takeIfKeyword("OR")) {
            left = new Condition.Or(left, and());
        }
        tokens.leave();
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (tokens.takeIfKeyword("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (tokens.takeIfKeyword("NOT")) {
            tokens.enter();
            Condition negated = new Condition.Not(not());
            tokens.leave();
            return negated;
        }
        if (tokens.peek().is("(")) {
            return parenthesised();
        }
        return simple();
    }

    private Condition parenthesised() {
        tokens.expect("(");
        boolean opensAgain = tokens.peek().is("(");
        Condition inner = or();
        // What stands in parentheses of its own and nothing else was the last thing parenthesised.
        if (opensAgain && inner == lastParenthesised) {
            throw tokens.kind().invalid("The expression has redundant parentheses;");
        }
        tokens.expect(")");
        lastParenthesised = inner;
        return inner;
    }

    private Condition simple() {
        Token first = tokens.peek();
        Operand left = tokens.operand();
        Token operator = tokens.peek();
        if (operator.isKeyword("BETWEEN")) {
            tokens.take();
            Operand low = tokens.operand();
            if (!tokens.takeIfKeyword("AND")) {
                throw tokens.syntaxError();
            }
            return new Condition.Between(left, low, tokens.operand());
        }
        if (operator.isKeyword("IN")) {
            tokens.take();
            return in(left);
        }
        if (isComparator(operator)) {
            tokens.take();
            return new Condition.Compare(operator.text(), left, tokens.operand());
        }
        if (left instanceof Operand.Call call && first.type() == Token.Type.WORD) {
            return new Condition.Holds(call);
        }
        throw tokens.syntaxError();
    }

    private Condition in(Operand left) {
        tokens.expect("(");
        List<Operand> choices = new ArrayList<>();
        do {
            choices.add(tokens.operand());
        } while (tokens.takeIf(","));
        tokens.expect(")");
        if (choices.size() > MAX_IN) {
            throw tokens.kind()
                    .invalid("The IN operator is provided with too many operands; number of operands: "
                            + choices.size());
        }
        return new Condition.In(left, choices);
    }

    private static boolean isComparator(Token token) {
        return token.type() == Token.Type.SYMBOL
                && switch (token.text()) {
                    case "=", "<>", "<", "<=", ">", ">=" -> true;
                    default -> false;
                };
    }
}
