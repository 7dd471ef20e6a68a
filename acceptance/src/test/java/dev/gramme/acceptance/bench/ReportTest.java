package dev.gramme.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Report REPORT = new Report(
            List.of("Gramme", "One", "Two & more"),
            List.of(
                    new Comparison.Row(
                            "GetItem",
                            List.of(measured(30.04, 20_000, 0), measured(201, 4_000, 3), refused("not to be had"))),
                    new Comparison.Row(
                            "TransactWriteItems",
                            List.of(measured(80, 9_000, 0), measured(1_234, 800, 0), refused("UnknownOperation")))),
            List.of("2026-11-29, a machine"));

    private static Comparison.Cell measured(double micros, double perSecond, int refused) {
        return new Comparison.Cell(new Driver.Cost(micros, perSecond, 1, 1, refused), "");
    }

    private static Comparison.Cell refused(String reason) {
        return new Comparison.Cell(null, reason);
    }

    @Test
    void theTableSetsEachServerAgainstTheFirst() {
        assertThat(REPORT.table()).isEqualTo("""
                |                    | Gramme            | One                                      | Two & more       |
                |---|---|---|---|
                | GetItem            | 30.0 µs, 20,000/s | 201 µs (6.7×), 4,000/s (0.2×), 3 refused | not to be had    |
                | TransactWriteItems | 80.0 µs, 9,000/s  | 1,234 µs (15×), 800/s (0.089×)           | UnknownOperation |
                """);
    }

    @Test
    void theChartIsXmlWithAllFiguresAndReasons() throws Exception {
        String text = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(REPORT.chart())))
                .getDocumentElement()
                .getTextContent();
        assertThat(text)
                .contains("30.0")
                .contains("201  (6.7×)")
                .contains("1,234  (15×)")
                .contains("Two & more")
                .contains("not to be had")
                .contains("UnknownOperation")
                .contains("2026-11-29, a machine");
    }
}
