package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Operation;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestEngines;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every operation says what it is done to, or stands in a list of those that are done to nothing in particular. */
class AccessesTest {
    /** In the Service Authorization Reference, too, these have no resource. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of(
            "dynamodb:DescribeEndpoints",
            "dynamodb:DescribeLimits",
            "dynamodb:ListBackups",
            "dynamodb:ListStreams",
            "dynamodb:ListTables",
            "lambda:ListEventSourceMappings");

    @Test
    void everyOperationNamesItsResources() {
        ManualEnvironment environment = ManualEnvironment.still();
        RootKeyService keys = new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment);
        Set<String> silent = new TreeSet<>();
        try (Database database = new Database(TestEngines.open(environment::clockMillis), environment, keys)) {
            database.operations().forEach((action, operation) -> {
                if (isOurs(action) && !namesAccesses(operation)) {
                    silent.add(action);
                }
            });
        }
        assertThat(silent).containsExactlyInAnyOrderElementsOf(WITHOUT_RESOURCE);
    }

    private static boolean isOurs(String action) {
        return action.startsWith("dynamodb:") || action.startsWith("lambda:");
    }

    private static boolean namesAccesses(Operation<?, ?> operation) {
        return Arrays.stream(operation.getClass().getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("accesses")
                        && method.getParameterTypes().length == 2
                        && method.getParameterTypes()[0].equals(Call.class));
    }
}
