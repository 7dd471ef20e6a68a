package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Expressions;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.StatementExpressions;
import dev.gramme.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses what follows WHERE: OR binds loosest, then AND, then NOT, then comparisons. */
final class WhereParser {
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "||");
    private static final Set<String> UNSUPPORTED = Set.of("SELECT", "CASE", "CAST", "NULLIF", "COALESCE");

    private final TokenStream tokens;
    private final Literals literals;

    WhereParser(TokenStream tokens) {
        this.tokens = tokens;
        this.literals = new Literals(tokens);
    }

    Condition parse() {
        return require(or(), "WHERE clause must contain an expression that resolves to a boolean");
    }

    /** A condition, or an operand that may turn out to be compared with something. */
    private record Term(
            @Nullable Condition condition, @Nullable Operand operand) {
        static Term of(Condition condition) {
            return new Term(condition, null);
        }

        static Term of(Operand operand) {
            return new Term(null, operand);
        }
    }

    private static Condition require(Term term, String otherwise) {
        if (term.condition() == null) {
            throw DynamoException.validation(otherwise);
        }
        return term.condition();
    }

    private static Condition argument(Term term) {
        return require(term, "The arguments to AND/OR must be Expressions");
    }

    private Term or() {
        Term left = and();
        while (tokens.peek().isWord("OR")) {
            tokens.takeOperator();
            Condition first = argument(left);
            left = Term.of(new Condition.Or(first, argument(and())));
        }
        return left;
    }

    private Term and() {
        Term left = not();
        while (tokens.peek().isWord("AND")) {
            tokens.takeOperator();
            Condition first = argument(left);
            left = Term.of(new Condition.And(first, argument(not())));
        }
        return left;
    }

    private Term not() {
        int negations = 0;
        while (tokens.peek().isWord("NOT")) {
            tokens.takeOperator();
            negations++;
        }
        Term term = comparison();
        for (; negations > 0; negations--) {
            term = Term.of(new Condition.Not(require(term, "The argument to NOT must be a Type or Expression")));
        }
        return term;
    }

    private Term comparison() {
        Term left = term();
        Token operator = tokens.peek();
        if (operator.isWord("IS")) {
            tokens.takeOperator();
            return Term.of(is(left));
        }
        boolean negated = operator.isWord("NOT");
        if (negated) {
            tokens.take();
        }
        Condition condition = ranged(left);
        if (condition != null) {
            return Term.of(negated ? new Condition.Not(condition) : condition);
        }
        if (negated) {
            throw tokens.malformed();
        }
        if (operator.type() == Token.Type.SYMBOL && COMPARATORS.contains(operator.text())) {
            tokens.takeOperator();
            return Term.of(compare(operator.text(), left, term()));
        }
        return left;
    }

    private static DynamoException unsupportedOperator(String operator) {
        return DynamoException.validation("Unsupported operator in Condition Expression. Operator: " + operator);
    }

    /** BETWEEN, IN or LIKE; null where none of them is next. */
    private @Nullable Condition ranged(Term left) {
        if (tokens.peek().isWord("BETWEEN")) {
            tokens.takeOperator();
            Operand low = operand(term());
            tokens.expectWord("AND");
            return new Condition.Between(operand(left), low, operand(term()));
        }
        if (tokens.peek().isWord("IN")) {
            tokens.takeOperator();
            return in(left);
        }
        if (tokens.peek().isWord("LIKE")) {
            throw unsupportedOperator("like");
        }
        return null;
    }

    private Operand operand(Term term) {
        if (term.operand() == null) {
            throw tokens.malformed();
        }
        return term.operand();
    }

    private static DynamoException wrongIn() {
        return DynamoException.validation("IN operator must have a left hand argument of type Variable Reference and"
                + " right hand argument of type Seq with at least one member");
    }

    private Condition in(Term left) {
        String close = tokens.peek().is("[") ? "]" : ")";
        if (!tokens.takeIf("[") && !tokens.takeIf("(")) {
            throw wrongIn();
        }
        List<Operand> choices = new ArrayList<>();
        while (!tokens.peek().is(close) && (choices.isEmpty() || tokens.takeIf(","))) {
            choices.add(operand(term()));
        }
        tokens.expect(close);
        Operand value = operand(left);
        if (choices.isEmpty() || value instanceof Operand.Constant || value instanceof Operand.Placeholder) {
            throw wrongIn();
        }
        if (choices.size() > Expressions.MAX_IN) {
            throw DynamoException.validation(
                    "The IN operator is provided with too many operands; number of operands: " + choices.size());
        }
        return new Condition.In(value, choices);
    }

    private Condition is(Term left) {
        boolean negated = tokens.takeIfWord("NOT");
        Operand value = left.operand();
        Condition condition;
        if (tokens.takeIfWord("MISSING")) {
            condition = new Condition.Holds(new Operand.Call("attribute_not_exists", List.of(referred(value))));
        } else if (tokens.takeIfWord("NULL")) {
            Operand type = new Operand.Constant(AttributeValue.string("NULL"));
            condition = new Condition.Holds(new Operand.Call("attribute_type", List.of(referred(value), type)));
        } else {
            throw tokens.malformed();
        }
        return negated ? new Condition.Not(condition) : condition;
    }

    private static Operand referred(@Nullable Operand value) {
        if (value instanceof Operand.At || value instanceof Operand.Constant) {
            return value;
        }
        throw DynamoException.validation(
                "The left hand side argument to IS must be a Variable Reference, Literal, or Path");
    }

    /** What a function tells may be compared with true and false, which is all that conditions can be compared with. */
    private Condition compare(String operator, Term left, Term right) {
        if (left.operand() != null && right.operand() != null) {
            return new Condition.Compare(operator.equals("!=") ? "<>" : operator, left.operand(), right.operand());
        }
        Condition told = left.condition() == null ? right.condition() : left.condition();
        Operand expected = left.operand() == null ? right.operand() : left.operand();
        if (told != null
                && operator.equals("=")
                && expected instanceof Operand.Constant(AttributeValue.Bool(var yes))) {
            return yes ? told : new Condition.Not(told);
        }
        throw tokens.malformed();
    }

    /** Nothing is computed here but by functions. */
    private Term term() {
        Term term = single();
        Token next = tokens.peek();
        if (next.type() == Token.Type.SYMBOL && ARITHMETIC.contains(next.text())) {
            throw unsupportedOperator(next.text());
        }
        return term;
    }

    private Term single() {
        Token token = tokens.peek();
        if (token.is("(")) {
            return parenthesised();
        }
        AttributeValue value = literals.find();
        if (value != null) {
            return Term.of(new Operand.Constant(value));
        }
        if (token.type() == Token.Type.PARAMETER) {
            return Term.of(tokens.parameter());
        }
        if (token.isWord("MISSING")) {
            throw DynamoException.validation("MISSING must be compared using IS operator");
        }
        if (token.type() == Token.Type.WORD && UNSUPPORTED.contains(token.upper())) {
            throw tokens.invalid("Unsupported token in expression: " + token.upper(), token);
        }
        if (token.is("-") || token.is("+")) {
            throw unsupportedOperator(token.text());
        }
        if (token.type() == Token.Type.WORD && tokens.peekNext().is("(")) {
            return call();
        }
        return Term.of(new Operand.At(tokens.path()));
    }

    private Term parenthesised() {
        tokens.enter();
        tokens.expect("(");
        Term inner = or();
        tokens.expect(")");
        tokens.leave();
        return inner;
    }

    private Term call() {
        tokens.enter();
        String name = tokens.takeOperator().text().toLowerCase(Locale.ROOT);
        tokens.expect("(");
        List<Operand> arguments = new ArrayList<>(2);
        do {
            arguments.add(operand(term()));
        } while (tokens.takeIf(","));
        tokens.expect(")");
        tokens.leave();
        requireAllowed(false, name);
        Operand.Call call = new Operand.Call(name, arguments);
        return name.equals("size") ? Term.of(call) : Term.of(new Condition.Holds(call));
    }

    /** Refuses a function that there is not, or not here. */
    static void requireAllowed(boolean update, String name) {
        if (!StatementExpressions.isFunction(name)) {
            throw DynamoException.validation("Unrecognized function: " + name);
        }
        String forbidden = StatementExpressions.forbidden(update, name);
        if (forbidden != null) {
            throw DynamoException.validation(forbidden);
        }
    }
}
