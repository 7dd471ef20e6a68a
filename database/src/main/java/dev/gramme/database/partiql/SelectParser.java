package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Path;
import dev.gramme.database.expression.StatementExpressions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses SELECT: columns, the table or index, WHERE and ORDER BY. */
final class SelectParser {
    private static final Set<String> JOINS = Set.of("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "CROSS");

    private final TokenStream tokens;

    SelectParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** The names behind FROM: of a table, and maybe of its index. */
    record Source(String table, @Nullable String index) {}

    Statement.Select parse() {
        tokens.expectWord("SELECT");
        List<Path> columns = columns();
        tokens.expectWord("FROM");
        Source source = source(tokens);
        Token next = tokens.peek();
        if (next.is(",") || (next.isKeyword() && JOINS.contains(next.upper()))) {
            throw DynamoException.validation("Only select from a single table or index is supported.");
        }
        refuseAlias(tokens);
        Condition where = tokens.takeIfWord("WHERE") ? new WhereParser(tokens).parse() : null;
        refuseClauses();
        List<Statement.Order> orders = orders();
        refuseClauses();
        return new Statement.Select(source.table(), source.index(), columns, where, orders);
    }

    private @Nullable List<Path> columns() {
        Token token = tokens.peek();
        if (tokens.takeIf("*")) {
            return null;
        }
        if (token.isWord("DISTINCT")) {
            throw DynamoException.validation("Unsupported token in expression: DISTINCT");
        }
        if (token.isWord("VALUE") || token.isWord("PIVOT")) {
            throw DynamoException.validation("Select projection doesn't support value or pivot keywords");
        }
        List<Path> columns = new ArrayList<>();
        do {
            columns.add(column());
        } while (tokens.takeIf(","));
        Set<String> names = new HashSet<>();
        for (Path column : columns) {
            String name = Columns.nameOf(column);
            if (!names.add(name)) {
                throw DynamoException.validation("Duplicate identifiers in select clause: " + name);
            }
        }
        StatementExpressions.checkColumns(columns);
        return List.copyOf(columns);
    }

    private Path column() {
        Token first = tokens.peek();
        boolean literal = first.type() == Token.Type.STRING || first.type() == Token.Type.PARAMETER;
        if (literal || (first.type() == Token.Type.WORD && tokens.peekNext().is("("))) {
            throw tokens.invalid("Unexpected path component", first);
        }
        Path path = tokens.path();
        Token next = tokens.peek();
        if (next.is(".")) {
            throw DynamoException.validation("Changing item's hierarchy while reading isn't supported");
        }
        if (next.type() == Token.Type.SYMBOL && !next.is(",")) {
            throw tokens.invalid("Unexpected path component", next);
        }
        refuseAlias(tokens);
        return path;
    }

    static void refuseAlias(TokenStream tokens) {
        if (tokens.peek().isWord("AS") || tokens.peek().isName()) {
            throw DynamoException.validation("Aliasing is not supported");
        }
    }

    /** A name, and behind a dot another. */
    static Source source(TokenStream tokens) {
        Token token = tokens.peek();
        if (token.is("(") || token.type() == Token.Type.STRING || token.type() == Token.Type.PARAMETER) {
            throw DynamoException.validation("Unexpected from source");
        }
        String table = tokens.name();
        String index = tokens.takeIf(".") ? tokens.name() : null;
        if (tokens.peek().is(".")) {
            throw DynamoException.validation("A path may contain at most 2 components in the FROM clause");
        }
        return new Source(table, index);
    }

    private void refuseClauses() {
        Token clause = tokens.peek();
        if (clause.isWord("GROUP")) {
            throw DynamoException.validation("Unsupported clause: GROUP BY");
        }
        if (clause.isWord("HAVING") || clause.isWord("LIMIT")) {
            throw tokens.invalid("Unsupported clause: " + clause.upper(), tokens.peekNext());
        }
    }

    private List<Statement.Order> orders() {
        List<Statement.Order> orders = new ArrayList<>();
        if (!tokens.takeIfWord("ORDER")) {
            return orders;
        }
        tokens.expectWord("BY");
        do {
            Token key = tokens.peek();
            if (key.type() == Token.Type.NUMBER || key.type() == Token.Type.STRING) {
                throw wrongOrder(key.text());
            }
            Path path = tokens.path();
            if (!path.isAttribute()) {
                throw wrongOrder("PATH");
            }
            boolean descending = tokens.takeIfWord("DESC");
            if (!descending) {
                tokens.takeIfWord("ASC");
            }
            orders.add(new Statement.Order(path.attribute(), descending));
        } while (tokens.takeIf(","));
        return orders;
    }

    private static DynamoException wrongOrder(String type) {
        return DynamoException.validation("Argument to ORDER BY must be of type VariableReference. Type: " + type);
    }
}
