package dev.gramme.acceptance.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison came to, as a table in Markdown and as a picture. The first server is the one that the others are
 * set against.
 *
 * @param names of the servers
 * @param notes lines that say what was measured, on what and when
 */
record Report(List<String> names, List<Comparison.Row> rows, List<String> notes) {
    private static final int WIDTH = 860;
    private static final int LABEL_WIDTH = 190;
    private static final int BAR = 9;
    private static final int BAR_STEP = 12;
    private static final int ROW_GAP = 12;
    private static final int TOP = 64;
    /** Room behind the longest bar for its figures. */
    private static final int FIGURES_WIDTH = 120;
    /** Where the bars begin, in microseconds. */
    private static final double LEAST = 10;

    private static final String[] COLORS = {"#2f81f7", "#d29922", "#a371f7", "#8b949e", "#3fb950"};

    /** Of each server: CPU time of a request, requests a second, and how many times the first one's they are. */
    String table() {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(names);
        lines.add(head);
        for (Comparison.Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.title()));
            Driver.Cost first = null;
            for (Comparison.Cell cell : row.cells()) {
                line.add(text(cell, first));
                first = row.cells().getFirst().cost();
            }
            lines.add(line);
        }
        int[] widths = new int[head.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (int number = 0; number < lines.size(); number++) {
            List<String> line = lines.get(number);
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                table.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
            }
            table.append("|\n");
            if (number == 0) {
                table.append("|---".repeat(widths.length)).append("|\n");
            }
        }
        return table.toString();
    }

    /** @param first what the cell is set against; null for nothing */
    private static String text(Comparison.Cell cell, Driver.@Nullable Cost first) {
        Driver.Cost cost = cell.cost();
        if (cost == null) {
            return cell.reason();
        }
        String refused = cost.refused() == 0 ? "" : ", %,d refused".formatted(cost.refused());
        if (first == null) {
            return "%s, %,.0f/s%s".formatted(micros(cost), cost.perSecond(), refused);
        }
        return "%s (%s), %,.0f/s (%s)%s"
                .formatted(
                        micros(cost),
                        times(cost.cpuMicros() / first.cpuMicros()),
                        cost.perSecond(),
                        times(cost.perSecond() / first.perSecond()),
                        refused);
    }

    private static String micros(Driver.Cost cost) {
        return String.format(Locale.ROOT, cost.cpuMicros() < 100 ? "%.1f µs" : "%,.0f µs", cost.cpuMicros());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, ratio >= 10 ? "%.0f×" : ratio >= 0.1 ? "%.1f×" : "%.3f×", ratio);
    }

    /** Bars of the CPU time of a request, on a logarithmic scale, readable on light and on dark ground. */
    String chart() {
        int rowHeight = names.size() * BAR_STEP + ROW_GAP;
        int bottom = TOP + rows.size() * rowHeight;
        int height = bottom + 24 + notes.size() * 15;
        double most = LEAST * 10;
        for (Comparison.Row row : rows) {
            for (Comparison.Cell cell : row.cells()) {
                most = cell.cost() == null ? most : Math.max(most, cell.cost().cpuMicros());
            }
        }
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img"
                  font-family="system-ui, sans-serif" font-size="11">
                <title>CPU time of the server for each request</title>
                <style>
                  text { fill: #1f2328 } .quiet { fill: #59636e } .grid { stroke: #8b949e; stroke-opacity: .3 }
                  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .quiet { fill: #9198a1 } }
                </style>
                """.formatted(WIDTH, height, WIDTH, height));
        svg.append(
                "<text x=\"8\" y=\"20\" font-size=\"15\" font-weight=\"600\">CPU time of the server for each request,"
                        + " in µs (less is better; logarithmic scale)</text>\n");
        legend(svg);
        for (double tick = LEAST; tick <= most; tick *= 10) {
            int x = LABEL_WIDTH + length(tick, most);
            svg.append("<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>%n"
                    .formatted(x, TOP - 6, x, bottom - ROW_GAP / 2));
            svg.append("<text class=\"quiet\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>%n"
                    .formatted(x, bottom + 8, tick));
        }
        for (int index = 0; index < rows.size(); index++) {
            bars(svg, rows.get(index), TOP + index * rowHeight, most);
        }
        for (int line = 0; line < notes.size(); line++) {
            text(svg, 8, bottom + 28 + line * 15, "quiet", notes.get(line));
        }
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        int x = LABEL_WIDTH;
        for (int number = 0; number < names.size(); number++) {
            svg.append("<rect x=\"%d\" y=\"34\" width=\"11\" height=\"11\" rx=\"2\" fill=\"%s\"/>%n"
                    .formatted(x, COLORS[number % COLORS.length]));
            text(svg, x + 16, 44, "", names.get(number));
            x += 40 + 7 * names.get(number).length();
        }
    }

    private static void bars(StringBuilder svg, Comparison.Row row, int top, double most) {
        text(svg, 8, top + row.cells().size() * BAR_STEP / 2 + 2, "", row.title());
        Driver.Cost first = row.cells().getFirst().cost();
        for (int number = 0; number < row.cells().size(); number++) {
            Comparison.Cell cell = row.cells().get(number);
            int y = top + number * BAR_STEP;
            Driver.Cost cost = cell.cost();
            if (cost == null) {
                text(svg, LABEL_WIDTH + 4, y + BAR, "quiet", cell.reason());
                continue;
            }
            int length = Math.max(2, length(cost.cpuMicros(), most));
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n"
                    .formatted(LABEL_WIDTH, y, length, BAR, COLORS[number % COLORS.length]));
            String ratio =
                    number == 0 || first == null ? "" : "  (" + times(cost.cpuMicros() / first.cpuMicros()) + ")";
            String figures = micros(cost).replace(" µs", "") + ratio;
            text(svg, LABEL_WIDTH + length + 5, y + BAR, number == 0 ? "" : "quiet", figures);
        }
    }

    private static int length(double micros, double most) {
        double room = WIDTH - LABEL_WIDTH - FIGURES_WIDTH;
        return (int) Math.round(room * Math.log(micros / LEAST) / Math.log(most / LEAST));
    }

    private static void text(StringBuilder svg, int x, int y, String kind, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append("<text%s x=\"%d\" y=\"%d\">%s</text>%n"
                .formatted(kind.isEmpty() ? "" : " class=\"" + kind + "\"", x, y, escaped));
    }
}
