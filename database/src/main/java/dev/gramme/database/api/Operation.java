package dev.gramme.database.api;

import dev.gramme.model.OperationShape;

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
     * Whether it may wait for a disk's sync or a lock; what does not is answered on the thread that serves the socket.
     */
    default boolean mayBlock() {
        return true;
    }
}
