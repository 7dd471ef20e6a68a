package dev.gramme.database.api;

import dev.gramme.model.OperationShape;
import java.util.List;

/**
 * One operation of the API: its shape on the wire and what it does. One operation is one file and one registry line.
 */
public interface Operation<Q, R> {
    OperationShape<Q, R> shape();

    /**
     * Does it. The request has already passed the model's constraints.
     *
     * @throws DynamoException for everything a client should see; then nothing was changed
     */
    R run(Call call, Q request);

    /**
     * What a request needs permission for; all of it must be allowed. By default the action of the operation's own name
     * on any resource.
     */
    default List<Access> accesses(Call call, Q request) {
        return List.of(Access.of(shape().action(), "*"));
    }

    /** Whether somebody must have signed the request; what need not be signed looks at no caller. */
    default boolean mustBeSigned() {
        return true;
    }

    /**
     * Whether any server of a cluster may do it. What looks at or changes more than items is done by the one that
     * leads.
     */
    default boolean isDoneAnywhere() {
        return false;
    }

    /**
     * Whether it may wait for a disk's sync or a lock; what does not is answered on the thread that serves the socket.
     */
    default boolean mayBlock() {
        return true;
    }
}
