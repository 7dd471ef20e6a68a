package dev.gramme.model.generator;

/** Java source being written: indents by the braces that lines end and begin with. */
final class SourceText {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    SourceText line(String line) {
        if (line.startsWith("}") || line.startsWith(")")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.append(INDENT.repeat(depth)).append(line);
        }
        text.append('\n');
        if (line.endsWith("{") || line.endsWith("(")) {
            depth++;
        }
        return this;
    }

    SourceText blank() {
        return line("");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
