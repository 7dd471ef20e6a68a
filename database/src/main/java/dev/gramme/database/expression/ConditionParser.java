package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses conditions: OR binds loosest, then AND, then NOT, then comparisons. */
final class ConditionParser {
    private final TokenStream tokens;

    private ConditionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    static Condition parse(ExpressionKind kind, String text) {
        TokenStream tokens = new TokenStream(kind, text);
        ConditionParser parser = new ConditionParser(tokens);
        Condition condition = parser.condition(parser.or());
        tokens.expectEnd();
        return condition;
    }

    /**
     * A condition, or an operand that may turn out to be compared with something: parentheses may stand around both,
     * and only what follows them tells.
     *
     * @param parenthesised whether parentheses stand around all of it
     */
    private record Term(
            @Nullable Condition condition, @Nullable Operand operand, boolean parenthesised) {
        static Term of(Condition condition) {
            return new Term(condition, null, false);
        }
    }

    private Condition condition(Term term) {
        if (term.condition() != null) {
            return term.condition();
        }
        if (term.operand() instanceof Operand.Call call) {
            return new Condition.Holds(call);
        }
        throw tokens.syntaxError();
    }

    private Term or() {
        Term left = and();
        while (tokens.peek().isKeyword("OR")) {
            Condition first = condition(left);
            tokens.takeOperator();
            left = Term.of(new Condition.Or(first, condition(and())));
        }
        return left;
    }

    private Term and() {
        Term left = not();
        while (tokens.peek().isKeyword("AND")) {
            Condition first = condition(left);
            tokens.takeOperator();
            left = Term.of(new Condition.And(first, condition(not())));
        }
        return left;
    }

    private Term not() {
        int negations = 0;
        while (tokens.peek().isKeyword("NOT")) {
            tokens.takeOperator();
            negations++;
        }
        Term term = comparison();
        for (; negations > 0; negations--) {
            term = Term.of(new Condition.Not(condition(term)));
        }
        return term;
    }

    private Term parenthesised() {
        tokens.enter();
        tokens.expect("(");
        Term inner = or();
        tokens.expect(")");
        tokens.leave();
        if (inner.parenthesised()) {
            throw tokens.redundantParentheses();
        }
        return new Term(inner.condition(), inner.operand(), true);
    }

    private Term comparison() {
        Term term = tokens.peek().is("(") ? parenthesised() : new Term(null, tokens.operand(), false);
        Operand left = term.operand();
        Token operator = tokens.peek();
        if (left == null) {
            return term;
        }
        if (operator.isKeyword("BETWEEN")) {
            tokens.takeOperator();
            Operand low = tokens.operand();
            if (!tokens.takeIfKeyword("AND")) {
                throw tokens.syntaxError();
            }
            return Term.of(new Condition.Between(left, low, tokens.operand()));
        }
        if (operator.isKeyword("IN")) {
            tokens.takeOperator();
            return Term.of(in(left));
        }
        if (isComparator(operator)) {
            tokens.takeOperator();
            return Term.of(new Condition.Compare(operator.text(), left, tokens.operand()));
        }
        return term;
    }

    private Condition in(Operand left) {
        tokens.expect("(");
        List<Operand> choices = new ArrayList<>();
        do {
            choices.add(tokens.operand());
        } while (tokens.takeIf(","));
        tokens.expect(")");
        if (choices.size() > Expressions.MAX_IN) {
            tokens.mistake("The IN operator is provided with too many operands; number of operands: " + choices.size());
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
