package dev.gramme.server.junit;

import dev.gramme.database.Database;
import dev.gramme.database.trigger.LocalFunctions;
import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a server of their own, in the same process and in memory: one for each test class, closed after it. Test
 * methods and constructors may take a {@link Server}, a {@link Database} (no socket in between), the endpoint as a
 * {@link URI}, or {@link LocalFunctions} to register what event source mappings call:
 *
 * <pre>{@code
 * @ExtendWith(GrammeExtension.class)
 * class FilmsTest {
 *     FilmsTest(URI endpoint) { ... }
 * }
 * }</pre>
 */
public final class GrammeExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(GrammeExtension.class);

    /** A server that is closed with the store it lies in. */
    private record Running(Server server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Server.class || type == Database.class || type == URI.class || type == LocalFunctions.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Server server = server(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == Server.class) {
            return server;
        }
        if (type == LocalFunctions.class) {
            return server.functions();
        }
        return type == Database.class ? server.database() : server.endpoint();
    }

    private static Server server(ExtensionContext context) {
        // Kept with the class, so that all methods of it, nested ones too, share one server.
        ExtensionContext ofClass =
                context.getTestMethod().isPresent() ? context.getParent().orElse(context) : context;
        return ofClass.getStore(NAMESPACE)
                .getOrComputeIfAbsent("server", key -> new Running(start()), Running.class)
                .server();
    }

    private static Server start() {
        try {
            return Server.start(ServerConfig.inMemory());
        } catch (IOException e) {
            throw new UncheckedIOException("Gramme did not start", e);
        }
    }
}
