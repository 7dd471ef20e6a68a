package dev.gramme.database.trigger;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Functions in this process, registered under their names; all others are looked for elsewhere. */
public final class LocalFunctions implements Functions {
    private final Map<String, StreamFunction> byName = new ConcurrentHashMap<>();
    private final Functions others;

    public LocalFunctions(Functions others) {
        this.others = others;
    }

    /** Adds a function, or puts it in the place of the one of this name. */
    public void register(String name, StreamFunction function) {
        byName.put(name, function);
    }

    @Override
    public boolean exists(String name) {
        return byName.containsKey(name) || others.exists(name);
    }

    @Override
    public Invocation invoke(String name, byte[] event) {
        StreamFunction function = byName.get(name);
        if (function == null) {
            return others.invoke(name, event);
        }
        try {
            String answer = function.handle(new String(event, StandardCharsets.UTF_8));
            return new Invocation.Answered(answer == null ? null : answer.getBytes(StandardCharsets.UTF_8));
        } catch (Exception | AssertionError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Invocation.Failed(e.getClass().getName());
        }
    }
}
