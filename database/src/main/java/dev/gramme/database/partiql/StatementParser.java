package dev.gramme.database.partiql;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.expression.Condition;
import dev.gramme.database.expression.Operand;
import dev.gramme.database.expression.UpdateAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses statements. */
final class StatementParser {
    private final TokenStream tokens;

    private StatementParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /**
     * A statement and how many parameters it has.
     *
     * @param columns what it selects; null for whole items and for statements that write
     */
    record Parsed(
            Statement statement, int parameters, @Nullable Columns columns) {}

    static Parsed parse(String text) {
        TokenStream tokens = new TokenStream(text);
        Statement statement = new StatementParser(tokens).statement();
        tokens.expectEnd();
        Columns columns = statement instanceof Statement.Select select ? Columns.of(select.columns()) : null;
        return new Parsed(statement, tokens.parameters(), columns);
    }

    private Statement statement() {
        Token first = tokens.peek();
        return switch (first.type() == Token.Type.WORD ? first.upper() : "") {
            case "SELECT" -> new SelectParser(tokens).parse();
            case "INSERT" -> insert();
            case "UPDATE" -> update();
            case "DELETE" -> delete();
            case "EXISTS" -> exists();
            // What the service says (source: public reports).
            default -> throw TokenStream.malformed("Expected data manipulation");
        };
    }

    private Statement.Insert insert() {
        tokens.take();
        tokens.expectWord("INTO");
        SelectParser.Source source = SelectParser.source(tokens);
        if (source.index() != null) {
            throw DynamoException.validation(
                    "FROM clause may only contain a single table name in data manipulation statements");
        }
        tokens.expectWord("VALUE");
        if (!tokens.peek().is("{")) {
            throw tokens.invalid(
                    "Unsupported format in item expression. Please use struct format {...} to express item values for"
                            + " insert statement.",
                    tokens.peek());
        }
        Map<String, Operand> item = new Literals(tokens).item();
        if (tokens.peek().isWord("ON")) {
            throw DynamoException.validation("Unsupported clause: ON CONFLICT");
        }
        if (tokens.peek().isWord("RETURNING")) {
            throw DynamoException.validation("RETURNING is not supported in INSERT");
        }
        return new Statement.Insert(source.table(), item);
    }

    private String changedTable() {
        SelectParser.Source source = SelectParser.source(tokens);
        if (source.index() != null) {
            throw DynamoException.validation("This operation is not supported on an index");
        }
        SelectParser.refuseAlias(tokens);
        return source.table();
    }

    private @Nullable Condition where() {
        return tokens.takeIfWord("WHERE") ? new WhereParser(tokens).parse() : null;
    }

    private Statement.Update update() {
        tokens.take();
        String table = changedTable();
        List<UpdateAction> actions = new UpdateParser(tokens).parse();
        Condition where = where();
        return new Statement.Update(table, actions, where, returning());
    }

    private Statement.Delete delete() {
        tokens.take();
        tokens.expectWord("FROM");
        String table = changedTable();
        Condition where = where();
        Returning returning = returning();
        if (returning != Returning.NOTHING && returning != Returning.ALL_OLD) {
            throw DynamoException.validation(
                    "Invalid returning clause: RETURNING " + returning.name().replace('_', ' ')
                            + " *. Only RETURNING ALL OLD * is allowed in DELETE statements.");
        }
        return new Statement.Delete(table, where, returning);
    }

    private Returning returning() {
        if (!tokens.takeIfWord("RETURNING")) {
            return Returning.NOTHING;
        }
        boolean all = tokens.takeIfWord("ALL");
        if (!all) {
            tokens.expectWord("MODIFIED");
        }
        boolean old = tokens.takeIfWord("OLD");
        if (!old) {
            tokens.expectWord("NEW");
        }
        if (!tokens.takeIf("*")) {
            throw DynamoException.validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
        }
        if (tokens.peek().is(",")) {
            throw DynamoException.validation("Invalid syntax with multiple returning elements in RETURNING clause");
        }
        if (all) {
            return old ? Returning.ALL_OLD : Returning.ALL_NEW;
        }
        return old ? Returning.MODIFIED_OLD : Returning.MODIFIED_NEW;
    }

    private Statement.Exists exists() {
        tokens.take();
        tokens.expect("(");
        Statement.Select select = new SelectParser(tokens).parse();
        tokens.expect(")");
        return new Statement.Exists(select);
    }
}
