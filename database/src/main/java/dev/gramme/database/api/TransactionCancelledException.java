package dev.gramme.database.api;

import dev.gramme.item.Item;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A transaction was not done; tells for each of its actions, in order, whether it is why. */
public final class TransactionCancelledException extends DynamoException {
    private static final long serialVersionUID = 1L;

    private final transient List<Reason> reasons;

    /**
     * Why an action could not be done.
     *
     * @param code as DynamoDB names it; {@code None} where it was not this action
     * @param message null for {@code None}
     * @param item the item as it was, where it was asked for and there was one
     */
    public record Reason(
            String code, @Nullable String message, @Nullable Item item) {
        public static final Reason NONE = new Reason("None", null, null);
    }

    public TransactionCancelledException(List<Reason> reasons) {
        super(
                ErrorCode.TRANSACTION_CANCELED,
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                        + reasons.stream().map(Reason::code).collect(Collectors.joining(", ")) + "]");
        this.reasons = List.copyOf(reasons);
    }

    public List<Reason> reasons() {
        return reasons;
    }
}
