package dev.gramme.model.generator;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
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
        int number = 0;
        out.line("/** What requests are signed for. */");
        out.line("public static final String SERVICE = "
                        + Names.literal(service.expectTrait(SigV4Trait.class).getName()) + ";")
                .blank();
        out.line("/** What stands before the dot in the header X-Amz-Target. */");
        out.line("public static final String TARGET_PREFIX = " + Names.literal(prefix) + ";")
                .blank();
        for (OperationShape operation : operations) {
            operation(out, operation, number);
            number++;
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

    private void operation(SourceText out, OperationShape operation, int number) {
        String errors = operation.getErrors(service).stream()
                .map(ShapeId::getName)
                .sorted()
                .map(Names::literal)
                .collect(Collectors.joining(", "));
        out.line("public static final OperationShape<" + input(operation) + ", " + output(operation) + "> "
                + constant(operation)
                + " = new OperationShape<>(SERVICE, "
                + Names.literal(operation.getId().getName()) + ", TARGET_PREFIX, new OperationCodecs<>(" + number
                + "), List.of(" + errors + "));");
        out.blank();
    }

    private String input(OperationShape operation) {
        return shapes.javaType(shapes.get(operation.getInputShape()));
    }

    private String output(OperationShape operation) {
        return shapes.javaType(shapes.get(operation.getOutputShape()));
    }

    /**
     * How all of them are read and written: one class, since a method reference for each makes a class of its own as
     * soon as one of them is used, which was most of what a first start cost.
     */
    String codecsText() {
        SourceText out = new SourceText();
        out.line("/** Reads, writes and checks the requests and answers of the operation of a number. */");
        out.line("@SuppressWarnings(\"unchecked\") // a number stands for the types it is used with");
        out.line("record OperationCodecs<Q, R>(int number) implements OperationCodec<Q, R> {");
        method(out, "public Q readRequest(JsonReader reader)", "return (Q) ", one -> input(one) + ".read(reader)");
        method(
                out,
                "public void writeRequest(Q request, JsonWriter writer)",
                "",
                one -> "((" + input(one) + ") request).write(writer)");
        method(out, "public R readAnswer(JsonReader reader)", "return (R) ", one -> output(one) + ".read(reader)");
        method(
                out,
                "public void writeAnswer(R answer, JsonWriter writer)",
                "",
                one -> "((" + output(one) + ") answer).write(writer)");
        method(
                out,
                "public @Nullable Violations validate(Q request)",
                "return ",
                one -> "((" + input(one) + ") request).validate()");
        return out.line("}").toString();
    }

    private void method(SourceText out, String signature, String result, Function<OperationShape, String> of) {
        out.line("@Override");
        out.line(signature + " {");
        out.line(result + "switch (number) {");
        int number = 0;
        for (OperationShape operation : operations) {
            out.line("case " + number + " -> " + of.apply(operation) + ";");
            number++;
        }
        out.line("default -> throw new IllegalStateException(\"There is no operation \" + number);");
        out.line(result.isEmpty() ? "}" : "};");
        out.line("}").blank();
    }

    private static String constant(OperationShape operation) {
        return Names.constant(Names.component(operation.getId().getName()));
    }
}
