package dev.gramme.model.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonWriter;
import dev.gramme.json.Mutations;
import dev.gramme.json.NaiveJson;
import dev.gramme.model.OperationShape;
import dev.gramme.model.Unit;
import dev.gramme.model.Violations;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every operation of the model: what is written is read again, and what is damaged is refused. */
class OperationsTest {
    /** A request or an answer of an operation. */
    private record Message(
            String name, Class<?> type, Function<JsonReader, ?> decoder, BiConsumer<Object, JsonWriter> encoder) {
        byte[] encode(Object value) {
            JsonWriter writer = new JsonWriter();
            encoder.accept(value, writer);
            return writer.toBytes();
        }

        Object decode(byte[] json) {
            JsonReader reader = new JsonReader(json);
            Object value = decoder.apply(reader);
            reader.end();
            return value;
        }

        Object random(Random random, int filling) {
            return new RandomShapes(random, filling).shape(type);
        }
    }

    private static final List<Message> MESSAGES = Operations.ALL.stream()
            .flatMap(operation -> Stream.of(request(operation), answer(operation)))
            .toList();

    private static <Q> Message request(OperationShape<Q, ?> operation) {
        return message(operation, 0, operation.codec()::readRequest, operation.codec()::writeRequest);
    }

    private static <R> Message answer(OperationShape<?, R> operation) {
        return message(operation, 1, operation.codec()::readAnswer, operation.codec()::writeAnswer);
    }

    @SuppressWarnings("unchecked")
    private static <T> Message message(
            OperationShape<?, ?> operation,
            int argument,
            Function<JsonReader, ?> decoder,
            BiConsumer<T, JsonWriter> encoder) {
        String constant =
                operation.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        try {
            ParameterizedType type =
                    (ParameterizedType) Operations.class.getField(constant).getGenericType();
            Class<?> shape = (Class<?>) type.getActualTypeArguments()[argument];
            return new Message(operation.name(), shape, decoder, (BiConsumer<Object, JsonWriter>) encoder);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allOperationsAreThere() {
        assertThat(Operations.ALL).hasSize(58);
        assertThat(Operations.ALL).extracting(OperationShape::name).isSorted().doesNotHaveDuplicates();
        for (OperationShape<?, ?> operation : Operations.ALL) {
            assertThat(Operations.find(operation.name())).isSameAs(operation);
            assertThat(operation.target()).isEqualTo("DynamoDB_20120810." + operation.name());
            assertThat(operation.errors()).isSorted().doesNotHaveDuplicates();
        }
        assertThat(Operations.find("putItem")).isNull();
        assertThat(Operations.find("")).isNull();
    }

    @Property(tries = 25)
    void whatIsWrittenIsReadAgain(@ForAll Random random) {
        for (Message message : MESSAGES) {
            Object value = message.random(random, 20 + random.nextInt(80));
            byte[] json = message.encode(value);
            if (message.type == Unit.class) {
                assertThat(json).isEmpty();
                continue;
            }
            Object decoded = message.decode(json);
            assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value).hasToString(value.toString());
            assertThat(message.encode(decoded)).isEqualTo(json);
            assertThat(members(json)).isEqualTo(filled(value));
            assertThat(rebuilt(value)).isEqualTo(value);
        }
    }

    private static Set<String> members(byte[] json) {
        return ((Map<?, ?>) NaiveJson.parse(json))
                .keySet().stream()
                        .map(name -> ((String) name).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the members that are there. */
    private static Set<String> filled(Object shape) {
        Set<String> names = new TreeSet<>();
        try {
            for (RecordComponent component : shape.getClass().getRecordComponents()) {
                if (component.getAccessor().invoke(shape) != null) {
                    names.add(component.getName().toLowerCase(Locale.ROOT));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return names;
    }

    private static Object rebuilt(Object shape) {
        try {
            Object builder = shape.getClass().getMethod("toBuilder").invoke(shape);
            return builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Property(tries = 3)
    void nullsAreNothingAndUnknownMembersArePassedOver(@ForAll Random random) {
        for (Message message : MESSAGES) {
            if (message.type == Unit.class) {
                continue;
            }
            byte[] json = message.encode(message.random(random, 100));
            String nulls = ((Map<?, ?>) NaiveJson.parse(json))
                    .keySet().stream()
                            .map(name -> "\"" + name + "\": null")
                            .collect(Collectors.joining(" , ", " { ", " } "));
            Object empty = message.decode("{}".getBytes(StandardCharsets.UTF_8));
            assertThat(message.decode(nulls.getBytes(StandardCharsets.UTF_8))).isEqualTo(empty);
            assertThat(message.encode(empty)).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
            String text = new String(json, StandardCharsets.UTF_8);
            String unknown = "\"Unknown\":[{\"\":{\"Item\":[1e5,null,\"\\ud83d\\ude00\"]}},true]";
            String longer = text.substring(0, text.length() - 1) + (text.equals("{}") ? "" : ",") + unknown + "}";
            assertThat(message.decode(longer.getBytes(StandardCharsets.UTF_8))).isEqualTo(message.decode(json));
        }
    }

    @Property(tries = 2)
    void truncatedMessagesAreMalformed(@ForAll Random random) {
        for (Message message : MESSAGES) {
            if (message.type == Unit.class) {
                continue;
            }
            byte[] json = message.encode(message.random(random, 60));
            for (int length = 0; length < json.length; length += 1 + random.nextInt(1 + length / 20)) {
                byte[] cut = Arrays.copyOf(json, length);
                assertThatThrownBy(() -> message.decode(cut))
                        .isInstanceOfSatisfying(
                                JsonException.class, e -> assertThat(e.kind()).isEqualTo(JsonException.Kind.MALFORMED));
            }
        }
    }

    /** Damaged requests are refused by a JsonException, or can be checked and shown; nothing else comes of them. */
    @Property(tries = 40)
    void damagedRequests(@ForAll Random random) {
        for (OperationShape<?, ?> operation : Operations.ALL) {
            damaged(operation, random);
        }
    }

    private static <Q> void damaged(OperationShape<Q, ?> operation, Random random) {
        Message message = request(operation);
        byte[] json = Mutations.damage(message.encode(message.random(random, 50)), random);
        Q request;
        try {
            JsonReader reader = new JsonReader(json);
            request = operation.codec().readRequest(reader);
            reader.end();
        } catch (JsonException refused) {
            assertThat(refused.getMessage().isEmpty()).isEqualTo(refused.kind() == JsonException.Kind.MALFORMED);
            return;
        }
        assertThat(request.toString()).startsWith(message.type.getSimpleName() + "(");
        Violations found = operation.codec().validate(request);
        if (found != null) {
            assertThat(found.message()).contains(" detected: Value ");
        }
    }

    @Property(tries = 10)
    void whatIsReadIsJudgedAsWhatWasWritten(@ForAll Random random) {
        for (OperationShape<?, ?> operation : Operations.ALL) {
            judged(operation, random);
        }
    }

    @SuppressWarnings("unchecked")
    private static <Q> void judged(OperationShape<Q, ?> operation, Random random) {
        Message message = request(operation);
        Q written = (Q) message.random(random, 80);
        Q read = (Q) message.decode(message.encode(written));
        Violations ofWritten = operation.codec().validate(written);
        Violations ofRead = operation.codec().validate(read);
        assertThat(String.valueOf(ofRead)).isEqualTo(String.valueOf(ofWritten));
        assertThat(Violations.count(ofRead)).isBetween(0, Violations.MAX_REPORTED);
    }
}
