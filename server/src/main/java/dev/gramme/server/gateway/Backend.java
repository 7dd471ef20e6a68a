package dev.gramme.server.gateway;

import dev.gramme.database.Database;
import dev.gramme.server.http.HttpAnswer;
import dev.gramme.server.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What answers requests: a database of this process, or another server. */
public interface Backend {
    /** A database of this process, always the same. */
    static Backend of(Database database) {
        return new Backend() {
            @Override
            public Database database() {
                return database;
            }

            @Override
            public @Nullable HttpAnswer passOn(String action, HttpRequest request) {
                return null;
            }
        };
    }

    /**
     * The database of this process now.
     *
     * @throws dev.gramme.database.api.DynamoException where it has none at the moment
     */
    Database database();

    /** Another server's answer to a request for an action; null where this one answers. */
    @Nullable
    HttpAnswer passOn(String action, HttpRequest request);
}
