package dev.gramme.model.dynamodb;

import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.item.RandomValues;
import dev.gramme.model.Unit;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.RandomGenerator;

/** Random values of generated records, made through their builders. */
final class RandomShapes {
    private static final RandomGenerator<AttributeValue> VALUES =
            RandomValues.values().generator(1000);
    private static final RandomGenerator<Map<String, AttributeValue>> ATTRIBUTES =
            RandomValues.attributes().generator(1000);
    private static final List<String> TEXTS =
            List.of("", "a", "pk", "HASH", "ALL_NEW", "table-1", "é€😀", "\"\\/\n\u0000", "x".repeat(300));

    private final Random random;
    /** Of a hundred members, how many are there. */
    private final int filling;

    RandomShapes(Random random, int filling) {
        this.random = random;
        this.filling = filling;
    }

    Object shape(Class<?> type) {
        if (type == Unit.class) {
            return Unit.UNIT;
        }
        try {
            Object builder = type.getMethod("builder").invoke(null);
            for (RecordComponent component : type.getRecordComponents()) {
                if (random.nextInt(100) < filling) {
                    Method setter = builder.getClass().getMethod(component.getName(), component.getType());
                    setter.invoke(builder, value(component.getGenericType()));
                }
            }
            return builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            int size = random.nextInt(3);
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0], size) : map(arguments[1], size);
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> TEXTS.get(random.nextInt(TEXTS.size()));
            case "Boolean" -> random.nextBoolean();
            case "Integer" -> random.nextBoolean() ? random.nextInt(-5, 200) : random.nextInt();
            case "Long" -> random.nextBoolean() ? random.nextLong(-5, 200) : random.nextLong();
            case "Double" -> random.nextBoolean() ? random.nextInt(50) / 2.0 : 1 / (random.nextDouble() + 1e-300);
            case "Instant" -> Instant.ofEpochMilli(random.nextLong(-4_000_000_000_000L, 40_000_000_000_000L));
            case "Item" -> Item.of(ATTRIBUTES.next(random).value());
            case "AttributeValue" -> VALUES.next(random).value();
            default -> shape((Class<?>) type);
        };
    }

    private List<Object> list(Type member, int size) {
        List<Object> list = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            list.add(value(member));
        }
        return list;
    }

    private Map<String, Object> map(Type member, int size) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < size; index++) {
            map.put(TEXTS.get(random.nextInt(TEXTS.size())), value(member));
        }
        return map;
    }
}
