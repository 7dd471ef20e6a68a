package dev.gramme.model.generator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.smithy.model.shapes.EnumShape;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.StructureShape;
import software.amazon.smithy.model.traits.LengthTrait;
import software.amazon.smithy.model.traits.PatternTrait;
import software.amazon.smithy.model.traits.RangeTrait;

/**
 * Checks of the model's constraints. A checking method takes what has been found so far, null at first, and returns it
 * with its own findings added; paths are put together on the way back, so that nothing is made for a value that is as
 * it should be.
 */
final class CheckSource {
    private final Shapes shapes;
    /** Constant by pattern shape. */
    private final Map<String, String> patterns = new TreeMap<>();

    CheckSource(Shapes shapes) {
        this.shapes = shapes;
    }

    /** The check of one member of a structure, held in the variable {@code name}. */
    void member(SourceText out, MemberShape member, Shape target, String name) {
        String path = Names.literal(Names.pathElement(member.getMemberName()));
        List<String> statements = isAggregate(target)
                ? List.of(
                        "int before = Violations.count(found);",
                        "found = " + aggregateCheck(target, name, "check") + ";",
                        "found = Violations.under(found, before, " + path + ");")
                : scalar(target, "found", path, name).stream()
                        .map(call -> "found = " + call + ";")
                        .toList();
        if (member.isRequired()) {
            out.line("if (" + name + " == null) {");
            out.line("found = Violations.missing(found, " + path + ");");
            out.line(statements.isEmpty() ? "}" : "} else {");
        } else if (!statements.isEmpty()) {
            out.line("if (" + name + " != null) {");
        }
        if (!statements.isEmpty()) {
            statements.forEach(out::line);
            out.line("}");
        }
    }

    /** The checking methods of a list or a map. */
    void aggregate(SourceText out, Shape shape) {
        String type = shapes.javaType(shape);
        out.line("static @Nullable Violations check(" + type + " value, @Nullable Violations found) {");
        if (hasCheckedSize(shape)) {
            out.line("found = Violations.size(found, \"\", value, value.size(), " + bounds(shape) + ");");
        }
        out.line("return checkMembers(value, found);");
        out.line("}").blank();
        out.line("/** Checks all but the size. */");
        out.line("static @Nullable Violations checkMembers(" + type + " value, @Nullable Violations found) {");
        if (shape instanceof ListShape list) {
            listMembers(out, shapes.target(list.getMember()));
        } else {
            MapShape map = (MapShape) shape;
            mapMembers(out, shapes.target(map.getKey()), shapes.target(map.getValue()));
        }
        out.line("return found;");
        out.line("}");
    }

    private void listMembers(SourceText out, Shape member) {
        String fine = condition(member, "member");
        if (!fine.isEmpty()) {
            out.line("boolean fine = true;");
        }
        out.line("for (int index = 0; index < value.size(); index++) {");
        out.line(shapes.javaType(member) + " member = value.get(index);");
        element(out, member, fine, "(index + 1) + \".member\"");
        out.line("}");
        if (!fine.isEmpty()) {
            unlessFine(out, "fine", "Member must satisfy constraint: ", member);
        }
    }

    private void mapMembers(SourceText out, Shape key, Shape member) {
        String keyFine = condition(key, "key");
        String fine = condition(member, "member");
        if (!keyFine.isEmpty()) {
            out.line("boolean keysFine = true;");
        }
        if (!fine.isEmpty()) {
            out.line("boolean fine = true;");
        }
        out.line("for (Map.Entry<String, " + shapes.javaType(member) + "> entry : value.entrySet()) {");
        out.line("String key = entry.getKey();");
        out.line(shapes.javaType(member) + " member = entry.getValue();");
        if (!keyFine.isEmpty()) {
            out.line("keysFine = keysFine && " + keyFine + ";");
        }
        element(out, member, fine, "key + \".member\"");
        out.line("}");
        if (!keyFine.isEmpty()) {
            unlessFine(out, "keysFine", "Map keys must satisfy constraint: ", key);
        }
        if (!fine.isEmpty()) {
            unlessFine(out, "fine", "Map value must satisfy constraint: ", member);
        }
    }

    private void element(SourceText out, Shape member, String fine, String path) {
        out.line("if (member == null) {");
        out.line("found = Violations.missing(found, " + path + ");");
        if (!fine.isEmpty() || isAggregate(member)) {
            out.line("} else {");
        }
        if (!fine.isEmpty()) {
            out.line("fine = fine && " + fine + ";");
        }
        if (isAggregate(member)) {
            out.line("int before = Violations.count(found);");
            out.line("found = " + aggregateCheck(member, "member", "checkMembers") + ";");
            out.line("if (Violations.count(found) > before) {");
            out.line("found = Violations.under(found, before, " + path + ");");
            out.line("}");
        }
        out.line("}");
    }

    private void unlessFine(SourceText out, String fine, String words, Shape member) {
        out.line("if (!" + fine + ") {");
        out.line("found = Violations.add(found, \"\", value, " + Names.literal(words + constraintTexts(member)) + ");");
        out.line("}");
    }

    private boolean isAggregate(Shape shape) {
        boolean aggregate = shape instanceof StructureShape || shape instanceof ListShape || shape instanceof MapShape;
        return aggregate && !shapes.isItem(shape);
    }

    private static String aggregateCheck(Shape shape, String name, String method) {
        return shape instanceof StructureShape
                ? name + ".check(found)"
                : Shapes.codecName(shape) + "." + method + "(" + name + ", found)";
    }

    /** Calls that add violations of a string or number; a pattern comes before a length, as on the live service. */
    private List<String> scalar(Shape shape, String found, String path, String name) {
        List<String> calls = new ArrayList<>();
        if (shape instanceof EnumShape) {
            calls.add("Violations.oneOf(" + found + ", " + path + ", " + name + ", " + Shapes.typeName(shape)
                    + ".ALL_VALUES)");
            return calls;
        }
        shape.getTrait(PatternTrait.class)
                .ifPresent(pattern -> calls.add("Violations.pattern(" + found + ", " + path + ", " + name
                        + ", Patterns." + patternConstant(shape, pattern) + ")"));
        if (shape.isStringShape() && shape.hasTrait(LengthTrait.class)) {
            calls.add("Violations.length(" + found + ", " + path + ", " + name + ", " + bounds(shape) + ")");
        }
        if (shape.isBlobShape() && shape.hasTrait(LengthTrait.class)) {
            calls.add("Violations.size(" + found + ", " + path + ", " + name + ", " + name + ".length(), "
                    + bounds(shape) + ")");
        }
        shape.getTrait(RangeTrait.class)
                .ifPresent(range -> calls.add("Violations.range(" + found + ", " + path + ", " + name + ", "
                        + range.getMin().map(CheckSource::wholeNumber).orElse("Long.MIN_VALUE") + ", "
                        + range.getMax().map(CheckSource::wholeNumber).orElse("Long.MAX_VALUE") + ")"));
        return calls;
    }

    /** A condition that an element of a list or map is as it should be, or nothing where all are. */
    private String condition(Shape shape, String name) {
        if (shape instanceof ListShape || shape instanceof MapShape) {
            return hasCheckedSize(shape)
                    ? "Violations.size(null, \"\", " + name + ", " + name + ".size(), " + bounds(shape) + ") == null"
                    : "";
        }
        return String.join(
                " && ",
                scalar(shape, "null", "\"\"", name).stream()
                        .map(call -> call + " == null")
                        .toList());
    }

    private static boolean hasCheckedSize(Shape shape) {
        return shape.hasTrait(LengthTrait.class) && !LiveWording.isSizeCheckedByOperation(Shapes.typeName(shape));
    }

    private static String bounds(Shape shape) {
        LengthTrait length = shape.expectTrait(LengthTrait.class);
        return length.getMin().orElse(0L) + ", "
                + length.getMax().map(String::valueOf).orElse("Integer.MAX_VALUE");
    }

    private static String wholeNumber(BigDecimal value) {
        return value.longValueExact() + "L";
    }

    private static String constraintTexts(Shape shape) {
        List<String> texts = new ArrayList<>();
        if (shape instanceof EnumShape values) {
            List<String> order = LiveWording.enumOrder(
                    Shapes.typeName(shape), List.copyOf(values.getEnumValues().values()));
            texts.add("Member must satisfy enum value set: " + order);
        }
        Optional<LengthTrait> length = shape.getTrait(LengthTrait.class);
        if (length.isPresent()) {
            length.get().getMax().ifPresent(max -> texts.add("Member must have length less than or equal to " + max));
            texts.add("Member must have length greater than or equal to "
                    + length.get().getMin().orElse(0L));
        }
        shape.getTrait(PatternTrait.class)
                .ifPresent(pattern ->
                        texts.add("Member must satisfy regular expression pattern: " + unanchored(pattern.getValue())));
        return texts.toString();
    }

    private String patternConstant(Shape shape, PatternTrait pattern) {
        String constant = Names.constant(Names.component(Shapes.typeName(shape)));
        patterns.put(constant, unanchored(pattern.getValue()));
        return constant;
    }

    /** The service matches whole values and shows its patterns without anchors. */
    private static String unanchored(String pattern) {
        int from = pattern.startsWith("^") ? 1 : 0;
        int to = pattern.endsWith("$") && !pattern.endsWith("\\$") ? pattern.length() - 1 : pattern.length();
        return pattern.substring(from, to);
    }

    /** The class with the patterns used so far. */
    String patternsText() {
        SourceText out = new SourceText();
        out.line("/** The regular expressions of the model's strings, by shape. */");
        out.line("final class Patterns {");
        patterns.forEach((constant, pattern) -> out.line(
                "static final TextPattern " + constant + " = new TextPattern(" + Names.literal(pattern) + ");"));
        out.blank();
        out.line("private Patterns() {}");
        return out.line("}").toString();
    }
}
