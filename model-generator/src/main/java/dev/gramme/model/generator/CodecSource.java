package dev.gramme.model.generator;

import software.amazon.smithy.model.shapes.ListShape;
import software.amazon.smithy.model.shapes.MapShape;
import software.amazon.smithy.model.shapes.Shape;

/** The codec and the checks of a list or a map. */
final class CodecSource {
    private final Shapes shapes;
    private final CheckSource checks;
    private final Shape shape;
    private final boolean isChecked;
    private final SourceText out = new SourceText();

    CodecSource(Shapes shapes, CheckSource checks, Shape shape, boolean isChecked) {
        this.shapes = shapes;
        this.checks = checks;
        this.shape = shape;
        this.isChecked = isChecked;
    }

    String text() {
        String type = shapes.javaType(shape);
        out.line("/** The " + (shape instanceof ListShape ? "list" : "map") + " {@code " + shape.getId() + "}. */");
        out.line("final class " + Shapes.codecName(shape) + " {");
        out.line("private " + Shapes.codecName(shape) + "() {}").blank();
        if (shape instanceof ListShape list) {
            list(shapes.target(list.getMember()), type);
        } else {
            map(shapes.target(((MapShape) shape).getValue()), type);
        }
        if (isChecked) {
            out.blank();
            checks.aggregate(out, shape);
        }
        return out.line("}").toString();
    }

    private void list(Shape member, String type) {
        out.line("/** Nulls stay in the list, for the check to find. */");
        out.line("static " + type + " read(JsonReader reader) {");
        out.line(type + " list = new ArrayList<>();");
        out.line("reader.beginArray();");
        out.line("while (reader.nextElement()) {");
        out.line("list.add(reader.tryNull() ? null : " + shapes.read(member) + ");");
        out.line("}");
        out.line("return Collections.unmodifiableList(list);");
        out.line("}").blank();
        out.line("static void write(" + type + " list, JsonWriter writer) {");
        if (shapes.isItem(member)) {
            out.line("ItemJson.expect(list, writer);");
        }
        out.line("writer.beginArray();");
        out.line("for (" + shapes.javaType(member) + " value : list) {");
        out.line(shapes.write(member, "value"));
        out.line("}");
        out.line("writer.endArray();");
        out.line("}");
    }

    private void map(Shape member, String type) {
        out.line("/** Nulls stay in the map, for the check to find. */");
        out.line("static " + type + " read(JsonReader reader) {");
        out.line(type + " map = new LinkedHashMap<>();");
        out.line("reader.beginObject();");
        out.line("for (String key = reader.nextField(); key != null; key = reader.nextField()) {");
        out.line("map.put(key, reader.tryNull() ? null : " + shapes.read(member) + ");");
        out.line("}");
        out.line("return Collections.unmodifiableMap(map);");
        out.line("}").blank();
        out.line("static void write(" + type + " map, JsonWriter writer) {");
        out.line("writer.beginObject();");
        out.line("for (Map.Entry<String, " + shapes.javaType(member) + "> entry : map.entrySet()) {");
        out.line("writer.field(entry.getKey());");
        out.line(shapes.write(member, "entry.getValue()"));
        out.line("}");
        out.line("writer.endObject();");
        out.line("}");
    }
}
