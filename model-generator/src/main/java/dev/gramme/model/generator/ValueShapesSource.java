package dev.gramme.model.generator;

import java.util.Collection;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.StructureShape;
import software.amazon.smithy.model.traits.XmlNamespaceTrait;

/** What requests and answers are made of, for a service whose wire form does not say it: AWS's Query protocol. */
final class ValueShapesSource {
    private final Shapes shapes;
    private final ServiceShape service;
    private final Collection<OperationShape> operations;
    private final Collection<Shape> reached;

    ValueShapesSource(
            Shapes shapes, ServiceShape service, Collection<OperationShape> operations, Collection<Shape> reached) {
        this.shapes = shapes;
        this.service = service;
        this.operations = operations;
        this.reached = reached;
    }

    String text() {
        SourceText out = new SourceText();
        out.line("/** What the requests and answers of {@code " + service.getId() + "} are made of. */");
        out.line("public final class ValueShapes {");
        out.line("public static final String XML_NAMESPACE = "
                + Names.literal(service.expectTrait(XmlNamespaceTrait.class).getUri()) + ";");
        out.line("public static final String VERSION = " + Names.literal(service.getVersion()) + ";")
                .blank();
        out.line("private ValueShapes() {}").blank();
        out.line("/** The shapes of an operation, by its name; null if there is none. */");
        out.line("public static ValueShape.@Nullable Both find(String operation) {");
        out.line("return switch (operation) {");
        for (OperationShape operation : operations) {
            out.line("case " + Names.literal(operation.getId().getName()) + " -> new ValueShape.Both("
                    + reference(shapes.get(operation.getInputShape())) + ", "
                    + reference(shapes.get(operation.getOutputShape())) + ");");
        }
        out.line("default -> null;");
        out.line("};");
        out.line("}").blank();
        for (Shape shape : reached) {
            if (shape instanceof StructureShape structure) {
                structure(out, structure);
            }
        }
        return out.line("}").toString();
    }

    private void structure(SourceText out, StructureShape structure) {
        out.line("private static ValueShape.Structured " + method(structure) + "() {");
        StringBuilder members = new StringBuilder("return new ValueShape.Members()");
        for (MemberShape member : structure.members()) {
            members.append(".with(" + Names.literal(member.getMemberName()) + ", ")
                    .append(reference(shapes.target(member)))
                    .append(")");
        }
        out.line(members + ".structured();");
        out.line("}").blank();
    }

    private String reference(Shape shape) {
        return switch (shape.getType()) {
            case STRING, ENUM -> "ValueShape.Plain.TEXT";
            case BOOLEAN -> "ValueShape.Plain.FLAG";
            case INTEGER, SHORT, BYTE, INT_ENUM, LONG, DOUBLE, FLOAT -> "ValueShape.Plain.NUMBER";
            case TIMESTAMP -> "ValueShape.Plain.TIME";
            case LIST, SET ->
                "new ValueShape.Listed(" + reference(shapes.target(((ListShape) shape).getMember())) + ")";
            case MAP -> "new ValueShape.Mapped(" + reference(shapes.target(((MapShape) shape).getValue())) + ")";
            case STRUCTURE -> reached.contains(shape) ? method(shape) + "()" : "new ValueShape.Members().structured()";
            default -> throw new IllegalArgumentException("No Query form of " + shape.getType() + " " + shape.getId());
        };
    }

    private static String method(Shape shape) {
        return Names.component(Shapes.typeName(shape));
    }
}
