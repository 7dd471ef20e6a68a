package dev.gramme.database.iam;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.Accounts;
import dev.gramme.model.OperationShape;
import java.util.ArrayList;
import java.util.List;

/** Collects operations, each put together from what it needs permission for and what it does. */
final class Actions {
    private final Accounts accounts;
    private final List<Operation<?, ?>> all = new ArrayList<>();

    Actions(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What a request needs permission for. */
    @FunctionalInterface
    interface Permission<Q> {
        Target of(AccountState state, Call call, Q request);
    }

    /** Answers from an account as it is. */
    @FunctionalInterface
    interface Reading<Q, R> {
        R read(AccountState state, Call call, Q request);
    }

    /** Changes an account; may be tried more than once. */
    @FunctionalInterface
    interface Writing<Q, R> {
        R write(AccountChange change, Call call, Q request);
    }

    /** Adds an operation that changes nothing. */
    <Q, R> void reads(OperationShape<Q, R> shape, Permission<Q> permission, Reading<Q, R> body) {
        reads(shape, false, permission, body);
    }

    /** Adds one that changes nothing either, but takes its time. */
    <Q, R> void computes(OperationShape<Q, R> shape, Permission<Q> permission, Reading<Q, R> body) {
        reads(shape, true, permission, body);
    }

    private <Q, R> void reads(
            OperationShape<Q, R> shape, boolean mayBlock, Permission<Q> permission, Reading<Q, R> body) {
        all.add(new Action<>(
                shape,
                mayBlock,
                accounts,
                permission,
                (call, request) -> body.read(accounts.state(call.accountId()), call, request)));
    }

    /** Adds an operation that changes the caller's account. */
    <Q, R> void writes(OperationShape<Q, R> shape, Permission<Q> permission, Writing<Q, R> body) {
        all.add(new Action<>(
                shape,
                true,
                accounts,
                permission,
                (call, request) -> accounts.change(call.accountId(), change -> body.write(change, call, request))));
    }

    List<Operation<?, ?>> all() {
        return List.copyOf(all);
    }

    /** Does it. */
    @FunctionalInterface
    private interface Body<Q, R> {
        R run(Call call, Q request);
    }

    private record Action<Q, R>(
            OperationShape<Q, R> shape, boolean mayBlock, Accounts accounts, Permission<Q> permission, Body<Q, R> body)
            implements Operation<Q, R> {
        @Override
        public List<Access> accesses(Call call, Q request) {
            requireUsable(call.caller());
            Target target = permission.of(accounts.state(call.accountId()), call, request);
            return List.of(new Access(shape.action(), target.arn(), target.facts()));
        }

        /** Sessions that users and roots have of themselves are not for IAM, since they show no second factor. */
        private static void requireUsable(Caller caller) {
            if (caller.session() != null && caller.kind() != Caller.Kind.ASSUMED_ROLE) {
                throw new DynamoException(
                        ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid");
            }
        }

        @Override
        public R run(Call call, Q request) {
            return body.run(call, request);
        }
    }
}
