package dev.gramme.model.generator;

import java.util.ArrayList;
import java.util.List;
import software.amazon.smithy.model.shapes.MemberShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.StructureShape;

/** The record of a structure, with its codec, its checks and its builder. */
final class RecordSource {
    private final Shapes shapes;
    private final CheckSource checks;
    private final StructureShape structure;
    private final String type;
    private final boolean isChecked;
    private final boolean isInput;
    private final List<Component> components = new ArrayList<>();
    private final SourceText out = new SourceText();

    private record Component(MemberShape member, String name, Shape target, String type) {
        String field() {
            return Names.constant(name);
        }
    }

    RecordSource(Shapes shapes, CheckSource checks, StructureShape structure, boolean isChecked, boolean isInput) {
        this.shapes = shapes;
        this.checks = checks;
        this.structure = structure;
        this.type = Shapes.typeName(structure);
        this.isChecked = isChecked;
        this.isInput = isInput;
        for (MemberShape member : structure.members()) {
            Shape target = shapes.target(member);
            components.add(
                    new Component(member, Names.component(member.getMemberName()), target, shapes.javaType(target)));
        }
    }

    String text() {
        out.line("/** The structure {@code " + structure.getId() + "}; what is absent is null. */");
        if (components.isEmpty()) {
            out.line("public record " + type + "() {");
        } else {
            out.line("public record " + type + "(");
            for (int index = 0; index < components.size(); index++) {
                Component component = components.get(index);
                String end = index + 1 < components.size() ? "," : "";
                out.line("@Nullable " + component.type + " " + component.name + end);
            }
            out.line(") {");
        }
        constants();
        read();
        write();
        if (isChecked) {
            check();
        }
        text(out);
        builder();
        return out.line("}").toString();
    }

    private void constants() {
        String names = String.join(
                ", ",
                components.stream()
                        .map(c -> Names.literal(c.member.getMemberName()))
                        .toList());
        out.line("private static final NameTable NAMES = new NameTable(" + names + ");");
        for (Component component : components) {
            out.line("private static final FieldName " + component.field() + " = new FieldName("
                    + Names.literal(component.member.getMemberName()) + ");");
        }
        out.blank();
    }

    private void read() {
        out.line("/** Reads an object; unknown members are passed over, a null is as good as nothing. */");
        out.line("public static " + type + " read(JsonReader reader) {");
        for (Component component : components) {
            out.line(component.type + " " + component.name + " = null;");
        }
        out.line("reader.beginObject();");
        out.line(
                "for (int field = reader.nextField(NAMES); field != NameTable.END; field = reader.nextField(NAMES)) {");
        out.line("switch (field) {");
        for (int index = 0; index < components.size(); index++) {
            Component component = components.get(index);
            out.line("case " + index + " -> " + component.name + " = reader.tryNull() ? null : "
                    + shapes.read(component.target) + ";");
        }
        out.line("default -> reader.skipValue();");
        out.line("}");
        out.line("}");
        out.line("return new " + type + "(" + String.join(", ", names()) + ");");
        out.line("}").blank();
    }

    private List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    private void write() {
        out.line("public void write(JsonWriter writer) {");
        out.line("writer.beginObject();");
        for (Component component : components) {
            out.line("if (" + component.name + " != null) {");
            out.line("writer.field(" + component.field() + ");");
            out.line(shapes.write(component.target, component.name));
            out.line("}");
        }
        out.line("writer.endObject();");
        out.line("}").blank();
    }

    private void check() {
        if (isInput) {
            out.line("/** Everything the model forbids in this request, or null where it is as it should be. */");
            out.line("public @Nullable Violations validate() {");
            out.line("return check(null);");
            out.line("}").blank();
        }
        out.line("@Nullable Violations check(@Nullable Violations found) {");
        for (Component component : components) {
            checks.member(out, component.member, component.target, component.name);
        }
        out.line("return found;");
        out.line("}").blank();
    }

    /** As the live service shows structures in its messages. */
    private void text(SourceText out) {
        out.line("@Override");
        out.line("public String toString() {");
        StringBuilder parts = new StringBuilder(Names.literal(type + "("));
        for (int index = 0; index < components.size(); index++) {
            Component component = components.get(index);
            String label = (index > 0 ? ", " : "") + Names.pathElement(component.member.getMemberName()) + "=";
            parts.append(" + ")
                    .append(Names.literal(label))
                    .append(" + Shown.of(")
                    .append(component.name)
                    .append(")");
        }
        out.line("return " + parts + " + \")\";");
        out.line("}").blank();
    }

    private void builder() {
        out.line("public static Builder builder() {");
        out.line("return new Builder();");
        out.line("}").blank();
        out.line("public Builder toBuilder() {");
        out.line("Builder builder = new Builder();");
        for (String name : names()) {
            out.line("builder." + name + " = " + name + ";");
        }
        out.line("return builder;");
        out.line("}").blank();
        out.line("/** Builds {@link " + type + "}. */");
        out.line("public static final class Builder {");
        for (Component component : components) {
            out.line("private @Nullable " + component.type + " " + component.name + ";");
        }
        out.blank();
        out.line("private Builder() {}").blank();
        for (Component component : components) {
            out.line("public Builder " + component.name + "(@Nullable " + component.type + " value) {");
            out.line("this." + component.name + " = " + copy(component) + ";"); // a member may be called value, too
            out.line("return this;");
            out.line("}").blank();
        }
        out.line("public " + type + " build() {");
        out.line("return new " + type + "(" + String.join(", ", names()) + ");");
        out.line("}");
        out.line("}");
    }

    private String copy(Component component) {
        if (component.type.startsWith("List<")) {
            return "value == null ? null : List.copyOf(value)";
        }
        if (component.type.startsWith("Map<")) {
            return "value == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(value))";
        }
        return "value";
    }
}
