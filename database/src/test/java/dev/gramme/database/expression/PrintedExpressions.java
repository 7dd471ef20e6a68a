package dev.gramme.database.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Prints trees as text: with the parentheses they need and some more, in any case, with any space between tokens. */
final class PrintedExpressions {
    private static final List<String> SPACES = List.of(" ", "  ", "\t", "\n", "\r\n", " \t ");

    private final Random random;
    private final List<String> tokens = new ArrayList<>();

    private PrintedExpressions(Random random) {
        this.random = random;
    }

    static String print(Condition condition, Random random) {
        PrintedExpressions printer = new PrintedExpressions(random);
        printer.condition(condition, 0);
        return printer.text();
    }

    static String print(List<Path> paths, Random random) {
        PrintedExpressions printer = new PrintedExpressions(random);
        for (Path path : paths) {
            printer.comma(path == paths.getFirst());
            printer.path(path);
        }
        return printer.text();
    }

    static String printUpdate(List<UpdateAction> actions, Random random) {
        PrintedExpressions printer = new PrintedExpressions(random);
        String clause = "";
        for (UpdateAction action : actions) {
            String own = clause(action);
            if (own.equals(clause)) {
                printer.tokens.add(",");
            } else {
                printer.keyword(own);
            }
            clause = own;
            printer.action(action);
        }
        return printer.text();
    }

    private static String clause(UpdateAction action) {
        return switch (action) {
            case UpdateAction.Set ignored -> "SET";
            case UpdateAction.Remove ignored -> "REMOVE";
            case UpdateAction.Add ignored -> "ADD";
            case UpdateAction.Delete ignored -> "DELETE";
            case UpdateAction.Append ignored -> throw new IllegalArgumentException("No text means this");
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder(space(true));
        for (int at = 0; at < tokens.size(); at++) {
            boolean glued = at > 0
                    && isWord(text.charAt(text.length() - 1))
                    && isWord(tokens.get(at).charAt(0));
            text.append(at == 0 ? "" : space(!glued)).append(tokens.get(at));
        }
        return text.append(space(true)).toString();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private String space(boolean mayBeNone) {
        return mayBeNone && random.nextInt(3) > 0 ? "" : SPACES.get(random.nextInt(SPACES.size()));
    }

    private void keyword(String word) {
        tokens.add(
                switch (random.nextInt(3)) {
                    case 0 -> word.toLowerCase(Locale.ROOT);
                    case 1 -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
                    default -> word;
                });
    }

    private void comma(boolean first) {
        if (!first) {
            tokens.add(",");
        }
    }

    private void path(Path path) {
        for (Path.Step step : path.steps()) {
            switch (step) {
                case Path.Field(var name) -> {
                    if (step != path.steps().getFirst()) {
                        tokens.add(".");
                    }
                    tokens.add(name);
                }
                case Path.Index(var index) -> tokens.addAll(List.of("[", Integer.toString(index), "]"));
            }
        }
    }

    private void wrapped(boolean wrap, Runnable inner) {
        if (wrap) {
            tokens.add("(");
        }
        inner.run();
        if (wrap) {
            tokens.add(")");
        }
    }

    private void operand(Operand operand) {
        wrapped(random.nextInt(8) == 0, () -> bare(operand));
    }

    private void bare(Operand operand) {
        switch (operand) {
            case Operand.At(var path) -> path(path);
            case Operand.Placeholder(var name) -> tokens.add(name);
            case Operand.Call call -> call(call);
            case Operand.Constant constant -> throw new IllegalArgumentException("Constants have no text");
        }
    }

    private void call(Operand.Call call) {
        tokens.add(call.function());
        list(call.arguments());
    }

    private void list(List<Operand> operands) {
        tokens.add("(");
        boolean first = true;
        for (Operand operand : operands) {
            comma(first);
            operand(operand);
            first = false;
        }
        tokens.add(")");
    }

    private static int level(Condition condition) {
        return switch (condition) {
            case Condition.Or ignored -> 0;
            case Condition.And ignored -> 1;
            default -> 2;
        };
    }

    /** Prints a condition where only those of a level or higher can stand without parentheses. */
    private void condition(Condition condition, int level) {
        wrapped(level(condition) < level || random.nextInt(8) == 0, () -> bare(condition));
    }

    private void bare(Condition condition) {
        switch (condition) {
            case Condition.Or(var left, var right) -> {
                condition(left, 0);
                keyword("OR");
                condition(right, 1);
            }
            case Condition.And(var left, var right) -> {
                condition(left, 1);
                keyword("AND");
                condition(right, 2);
            }
            case Condition.Not(var negated) -> {
                keyword("NOT");
                condition(negated, 2);
            }
            case Condition.Compare(var operator, var left, var right) -> {
                operand(left);
                tokens.add(operator);
                operand(right);
            }
            case Condition.Between(var value, var low, var high) -> {
                operand(value);
                keyword("BETWEEN");
                operand(low);
                keyword("AND");
                operand(high);
            }
            case Condition.In(var value, var choices) -> {
                operand(value);
                keyword("IN");
                list(choices);
            }
            case Condition.Holds(var call) -> call(call);
        }
    }

    private void action(UpdateAction action) {
        path(action.path());
        switch (action) {
            case UpdateAction.Set(var path, var left, var operator, var right) -> {
                tokens.add("=");
                boolean wrap = random.nextInt(8) == 0;
                wrapped(wrap, () -> {
                    if (operator == null) {
                        bare(left);
                    } else {
                        operand(left);
                        tokens.add(operator);
                        operand(right);
                    }
                });
            }
            case UpdateAction.Add(var path, var value) -> bare(value);
            case UpdateAction.Delete(var path, var value) -> bare(value);
            default -> {}
        }
    }
}
