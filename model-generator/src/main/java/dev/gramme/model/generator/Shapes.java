package dev.gramme.model.generator;

import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;

/** What shapes are in Java, and the expressions that read and write them. */
final class Shapes {
    /** Imports of every generated file; unused ones do no harm there. */
    static final String IMPORTS = """
            import dev.gramme.item.AttributeValue;
            import dev.gramme.item.Item;
            import dev.gramme.item.ItemJson;
            import dev.gramme.json.FieldName;
            import dev.gramme.json.JsonReader;
            import dev.gramme.json.JsonWriter;
            import dev.gramme.json.NameTable;
            import dev.gramme.model.*;
            import java.time.Instant;
            import java.util.*;
            import org.jspecify.annotations.Nullable;
            """;

    private static final String UNIT = "smithy.api#Unit";

    private final Model model;

    Shapes(Model model) {
        this.model = model;
    }

    Shape target(MemberShape member) {
        return model.expectShape(member.getTarget());
    }

    Shape get(ShapeId id) {
        return model.expectShape(id);
    }

    /** Whether a shape has hand-written types and codecs: attribute values and maps of them. */
    boolean isItem(Shape shape) {
        return shape instanceof MapShape map && isAttributeValue(target(map.getValue()));
    }

    boolean isAttributeValue(Shape shape) {
        return shape.getId().getName().equals("AttributeValue");
    }

    String javaType(Shape shape) {
        if (isAttributeValue(shape)) {
            return "AttributeValue";
        }
        if (isItem(shape)) {
            return "Item";
        }
        return switch (shape.getType()) {
            case STRING, ENUM -> "String";
            case BOOLEAN -> "Boolean";
            case INTEGER, SHORT, BYTE, INT_ENUM -> "Integer";
            case LONG -> "Long";
            case DOUBLE, FLOAT -> "Double";
            case TIMESTAMP -> "Instant";
            case BLOB -> "Blob";
            case LIST, SET -> "List<" + javaType(target(((ListShape) shape).getMember())) + ">";
            case MAP -> "Map<String, " + javaType(target(((MapShape) shape).getValue())) + ">";
            case STRUCTURE, UNION -> shape.getId().toString().equals(UNIT) ? "Unit" : typeName(shape);
            default -> throw unsupported(shape);
        };
    }

    /** An expression that reads a value which is there. */
    String read(Shape shape) {
        if (isAttributeValue(shape)) {
            return "ItemJson.readValue(reader)";
        }
        if (isItem(shape)) {
            return "ItemJson.readItem(reader)";
        }
        return switch (shape.getType()) {
            case STRING, ENUM -> "reader.string()";
            case BOOLEAN -> "reader.bool()";
            case INTEGER, SHORT, BYTE, INT_ENUM -> "reader.integer()";
            case LONG -> "reader.longInteger()";
            case DOUBLE, FLOAT -> "reader.number()";
            case TIMESTAMP -> "EpochSeconds.read(reader)";
            case BLOB -> "Blob.read(reader)";
            case LIST, SET, MAP -> codecName(shape) + ".read(reader)";
            case STRUCTURE, UNION -> typeName(shape) + ".read(reader)";
            default -> throw unsupported(shape);
        };
    }

    /** A statement that writes a value which is there. */
    String write(Shape shape, String value) {
        if (isAttributeValue(shape)) {
            return "ItemJson.writeValue(" + value + ", writer);";
        }
        if (isItem(shape)) {
            return "ItemJson.writeItem(" + value + ", writer);";
        }
        return switch (shape.getType()) {
            case STRING, ENUM -> "writer.string(" + value + ");";
            case BOOLEAN -> "writer.bool(" + value + ");";
            case INTEGER, SHORT, BYTE, INT_ENUM, LONG, DOUBLE, FLOAT -> "writer.number(" + value + ");";
            case TIMESTAMP -> "EpochSeconds.write(" + value + ", writer);";
            case LIST, SET, MAP -> codecName(shape) + ".write(" + value + ", writer);";
            case STRUCTURE, UNION, BLOB -> value + ".write(writer);";
            default -> throw unsupported(shape);
        };
    }

    static String typeName(Shape shape) {
        return shape.getId().getName();
    }

    static String codecName(Shape shape) {
        return shape.getId().getName() + "Codec";
    }

    private static IllegalArgumentException unsupported(Shape shape) {
        return new IllegalArgumentException("No Java for " + shape.getType() + " " + shape.getId());
    }
}
