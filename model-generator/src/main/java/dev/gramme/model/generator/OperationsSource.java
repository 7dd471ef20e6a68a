package dev.gramme.model.generator;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.smithy.aws.traits.auth.SigV4Trait;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.ShapeId;

/** The list of a service's operations. */
final class OperationsSource {
    private final Shapes shapes;
    private final ServiceShape service;
    private final Collection<OperationShape> operations;

    OperationsSource(Shapes shapes, ServiceShape service, Collection<OperationShape> operations) {
        this.shapes = shapes;
        this.service = service;
        this.operations = operations;
    }

    String text() {
        String prefix = service.getId().getName();
        SourceText out = new SourceText();
        out.line("/** The operations of {@code " + service.getId() + "}. */");
        out.line("public final class Operations {");
        out.line("/** What requests are signed for. */");
        out.line("public static final String SERVICE = "
                        + Names.literal(service.expectTrait(SigV4Trait.class).getName()) + ";")
                .blank();
        out.line("/** What stands before the dot in the header X-Amz-Target. */");
        out.line("public static final String TARGET_PREFIX = " + Names.literal(prefix) + ";")
                .blank();
        for (OperationShape operation : operations) {
            operation(out, operation);
        }
        List<String> constants =
                operations.stream().map(OperationsSource::constant).toList();
        out.line("/** All of them, in alphabetical order. */");
        out.line("public static final List<OperationShape<?, ?>> ALL = List.of(" + String.join(", ", constants) + ");")
                .blank();
        out.line("private static final Map<String, OperationShape<?, ?>> BY_NAME = new HashMap<>();")
                .blank();
        out.line("static {");
        out.line("ALL.forEach(operation -> BY_NAME.put(operation.name(), operation));");
        out.line("}").blank();
        out.line("private Operations() {}").blank();
        out.line("/** The operation of this name, as in {@code PutItem}; null if there is none. */");
        out.line("public static @Nullable OperationShape<?, ?> find(String name) {");
        out.line("return BY_NAME.get(name);");
        out.line("}");
        return out.line("}").toString();
    }

    private void operation(SourceText out, OperationShape operation) {
        String input = shapes.javaType(shapes.get(operation.getInputShape()));
        String output = shapes.javaType(shapes.get(operation.getOutputShape()));
        String errors = operation.getErrors(service).stream()
                .map(ShapeId::getName)
                .sorted()
                .map(Names::literal)
                .collect(Collectors.joining(", "));
        out.line("public static final OperationShape<" + input + ", " + output + "> " + constant(operation)
                + " = new OperationShape<>(SERVICE, "
                + Names.literal(operation.getId().getName()) + ", TARGET_PREFIX, " + input
                + "::read, " + input + "::write, " + output + "::read, " + output + "::write, " + input
                + "::validate, List.of(" + errors + "));");
        out.blank();
    }

    private static String constant(OperationShape operation) {
        return Names.constant(Names.component(operation.getId().getName()));
    }
}
