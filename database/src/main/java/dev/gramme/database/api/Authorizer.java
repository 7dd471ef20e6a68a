package dev.gramme.database.api;

/** Decides whether a caller may do something. */
@FunctionalInterface
public interface Authorizer {
    /** Whoever may call may do everything. */
    Authorizer OPEN = (call, access) -> {};

    /**
     * Refuses what no policy allows.
     *
     * @throws DynamoException {@link ErrorCode#ACCESS_DENIED}
     */
    void require(Call call, Access access);
}
