package dev.gramme.model.generator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.smithy.model.shapes.EnumShape;

/**
 * The values of an enum as constants. They stay strings, since a value that is none of them must live until it has been
 * quoted in an answer.
 */
final class EnumSource {
    private EnumSource() {}

    static String text(EnumShape shape) {
        String type = Shapes.typeName(shape);
        List<String> values = new ArrayList<>(shape.getEnumValues().values());
        SourceText out = new SourceText();
        out.line("/** The values of {@code " + shape.getId() + "}. */");
        out.line("public final class " + type + " {");
        for (String value : values) {
            out.line("public static final String " + Names.enumConstant(value) + " = " + Names.literal(value) + ";");
        }
        String listed = String.join(
                ", ",
                LiveWording.enumOrder(type, values).stream().map(Names::literal).toList());
        out.line("/** All of them, in the order in which a violation lists them. */");
        out.line("public static final AllowedValues ALL_VALUES = new AllowedValues(" + listed + ");")
                .blank();
        out.line("private " + type + "() {}");
        return out.line("}").toString();
    }
}
