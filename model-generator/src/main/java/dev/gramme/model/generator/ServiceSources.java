package dev.gramme.model.generator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.smithy.aws.traits.protocols.AwsQueryTrait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.shapes.EnumShape;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.shapes.StructureShape;

/** All sources of one service: what its operations reach. */
final class ServiceSources {
    private final Shapes shapes;
    private final ServiceShape service;
    private final String packageName;
    private final Set<Shape> reached = new LinkedHashSet<>();
    private final Set<Shape> checked = new LinkedHashSet<>();

    ServiceSources(Model model, ShapeId service, String packageName) {
        this.shapes = new Shapes(model);
        this.service = model.expectShape(service, ServiceShape.class);
        this.packageName = packageName;
    }

    void writeTo(OutputFolder output) throws IOException {
        Set<OperationShape> operations = new TreeSet<>();
        for (ShapeId id : service.getAllOperations()) {
            operations.add((OperationShape) shapes.get(id));
        }
        Set<Shape> inputs = new LinkedHashSet<>();
        for (OperationShape operation : operations) {
            inputs.add(shapes.get(operation.getInputShape()));
            reach(shapes.get(operation.getInputShape()), checked);
            reach(shapes.get(operation.getInputShape()), reached);
            reach(shapes.get(operation.getOutputShape()), reached);
            for (ShapeId error : operation.getErrors(service)) {
                reach(shapes.get(error), reached);
            }
        }
        CheckSource checks = new CheckSource(shapes);
        for (Shape shape : reached) {
            boolean isChecked = checked.contains(shape);
            if (shape instanceof StructureShape structure) {
                boolean isInput = inputs.contains(shape);
                write(
                        output,
                        shape.getId().getName(),
                        new RecordSource(shapes, checks, structure, isChecked, isInput).text());
            } else if (shape instanceof EnumShape values) {
                write(output, shape.getId().getName(), EnumSource.text(values));
            } else if (shape instanceof ListShape || shape instanceof MapShape) {
                write(output, Shapes.codecName(shape), new CodecSource(shapes, checks, shape, isChecked).text());
            }
        }
        OperationsSource all = new OperationsSource(shapes, service, operations);
        write(output, "Operations", all.text());
        write(output, "OperationCodecs", all.codecsText());
        write(output, "Patterns", checks.patternsText());
        if (service.hasTrait(AwsQueryTrait.class)) {
            write(output, "ValueShapes", new ValueShapesSource(shapes, service, operations, reached).text());
        }
        output.write(packageName, "package-info", packageInfo());
    }

    private void write(OutputFolder output, String typeName, String body) throws IOException {
        output.write(packageName, typeName, "package " + packageName + ";\n\n" + Shapes.IMPORTS + "\n" + body);
    }

    private String packageInfo() {
        return "/** Generated from the Smithy model of " + service.getId() + ": start at {@link " + packageName
                + ".Operations}. */\n" + "@NullMarked\npackage " + packageName
                + ";\n\nimport org.jspecify.annotations.NullMarked;\n";
    }

    private void reach(Shape start, Set<Shape> found) {
        Deque<Shape> left = new ArrayDeque<>();
        left.add(start);
        while (!left.isEmpty()) {
            Shape shape = left.remove();
            boolean handWritten = shapes.isItem(shape) || shapes.isAttributeValue(shape);
            if (handWritten || shape.getId().getNamespace().equals("smithy.api") || !found.add(shape)) {
                continue;
            }
            for (MemberShape member : shape.members()) {
                if (!(shape instanceof EnumShape)) {
                    left.add(shapes.target(member));
                }
            }
        }
    }
}
