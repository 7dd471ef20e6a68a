package dev.gramme.database.trigger;

import java.io.IOException;

/** Where accounts of discarded records go. It lies outside of the database. */
public interface FailureDestination {
    /** Takes none. */
    FailureDestination NONE = new FailureDestination() {
        @Override
        public boolean takes(String arn) {
            return false;
        }

        @Override
        public void send(String arn, byte[] account) throws IOException {
            throw new IOException("There is no destination " + arn);
        }
    };

    /** Whether accounts for a queue, topic or bucket of this ARN can be sent. */
    boolean takes(String arn);

    /**
     * Sends an account, in JSON.
     *
     * @throws IOException where it may not have arrived; it is sent again later
     */
    void send(String arn, byte[] account) throws IOException;
}
