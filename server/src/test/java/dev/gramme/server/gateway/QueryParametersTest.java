package dev.gramme.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.model.ValueShape;
import dev.gramme.model.ValueShape.Listed;
import dev.gramme.model.ValueShape.Mapped;
import dev.gramme.model.ValueShape.Plain;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    private static final ValueShape.Structured TAG = new ValueShape.Members()
            .with("Key", Plain.TEXT)
            .with("Value", Plain.TEXT)
            .structured();
    private static final ValueShape.Structured SHAPE = new ValueShape.Members()
            .with("Name", Plain.TEXT)
            .with("Tags", new Listed(TAG))
            .with("Max", Plain.NUMBER)
            .with("Deep", Plain.FLAG)
            .with("Since", Plain.TIME)
            .with("Counts", new Mapped(Plain.NUMBER))
            .structured();

    private static String json(String parameters) {
        JsonWriter writer = new JsonWriter();
        QueryParameters.parse(parameters).write(SHAPE, writer);
        return new String(writer.toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void parametersAreReadByTheirShape() {
        assertThat(json("Action=Any&Name=a%26b+c&Max=5&Deep=True&Nothing=1"))
                .isEqualTo("{\"Name\":\"a&b c\",\"Max\":5,\"Deep\":true}");
        assertThat(json("Tags.member.2.Key=b&Tags.member.10.Key=c&Tags.member.1.Key=a&Tags.member.1.Value="))
                .isEqualTo("{\"Tags\":[{\"Key\":\"a\",\"Value\":\"\"},{\"Key\":\"b\"},{\"Key\":\"c\"}]}");
        assertThat(json("Tags=")).isEqualTo("{\"Tags\":[]}");
        assertThat(json("Counts.entry.1.key=x&Counts.entry.1.value=7")).isEqualTo("{\"Counts\":{\"x\":7}}");
        assertThat(json("")).isEqualTo("{}");
    }

    @Test
    void whatDoesNotFitTheShapeIsRefused() {
        for (String wrong : new String[] {
            "Max=five",
            "Max=",
            "Deep=1",
            "Since=yesterday",
            "Since=%2B300000000-01-01T00:00:00Z",
            "Tags.member.x.Key=a",
            "Name=%zz",
            "a&".repeat(10_001),
            ".".repeat(50_000),
            "a.b.c.d.e.f=1&".repeat(9_000)
        }) {
            assertThatThrownBy(() -> json(wrong))
                    .as(wrong.substring(0, Math.min(30, wrong.length())))
                    .isInstanceOfSatisfying(
                            DynamoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION));
        }
    }

    @Test
    void answersBecomeElements() {
        String answer =
                "{\"Name\":\"<a&b>\\u0001\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}],\"Max\":3,\"Deep\":false,"
                        + "\"Since\":1767225600.5,\"Counts\":{\"x\":1}}";
        XmlText xml = new XmlText();
        xml.members(SHAPE, new JsonReader(answer.getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(xml.utf8(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "<Name>&lt;a&amp;b&gt;\uFFFD</Name><Tags><member><Key>k</Key><Value>v</Value></member></Tags>"
                                + "<Max>3</Max><Deep>false</Deep><Since>2026-01-01T00:00:00Z</Since>"
                                + "<Counts><entry><key>x</key><value>1</value></entry></Counts>");
    }
}
