package dev.gramme.database.sharing;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.resource.ResourcePolicy;
import dev.gramme.database.stream.OpenStream;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableName;
import dev.gramme.database.table.Tables;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The resources that can have policies: tables, whose policy is that of their indexes too, and streams. */
final class Resources implements ResourcePolicies {
    private static final String ARN = "arn:aws:dynamodb:";
    private static final String TABLE = ":table/";
    private static final String INDEX = "/index/";
    private static final String STREAM = "/stream/";

    private final Tables tables;
    private final Streams streams;

    Resources(Tables tables, Streams streams) {
        this.tables = tables;
        this.streams = streams;
    }

    static boolean isStream(String arn) {
        return arn.contains(STREAM);
    }

    @Override
    public @Nullable ResourceRule find(String arn) {
        int kind = arn.indexOf(TABLE);
        if (kind < 0 || !arn.startsWith(ARN)) {
            return null;
        }
        if (isStream(arn)) {
            OpenStream open = streams.find(arn);
            return open == null
                    ? null
                    : rule(open.stream().table().accountId(), arn, open.stream().policy());
        }
        int account = arn.indexOf(':', ARN.length());
        if (account >= kind) {
            return null;
        }
        int slash = arn.indexOf('/', kind + TABLE.length());
        if (slash >= 0 && !arn.startsWith(INDEX, slash)) {
            return null; // a backup, say: such resources have no policies
        }
        Table table = tables.byName(new TableName(
                arn.substring(account + 1, kind),
                arn.substring(ARN.length(), account),
                arn.substring(kind + TABLE.length(), slash < 0 ? arn.length() : slash)));
        return table == null
                ? null
                : rule(
                        table.id().accountId(),
                        table.id().arn(),
                        table.record().settings().policy());
    }

    private static @Nullable ResourceRule rule(String accountId, String arn, @Nullable ResourcePolicy policy) {
        return policy == null ? null : ResourceRule.of(accountId, new AttachedPolicy(arn, policy.policy()));
    }

    /** The policy of a resource that must be there. */
    @Nullable
    ResourcePolicy policy(Call call, String arn) {
        return isStream(arn)
                ? requireStream(arn).stream().policy()
                : requireTable(call, arn).record().settings().policy();
    }

    /**
     * Changes the policy of a resource that must be there.
     *
     * @param change sees the newest; null stands for none
     */
    @Nullable
    ResourcePolicy change(Call call, String arn, UnaryOperator<@Nullable ResourcePolicy> change) {
        if (isStream(arn)) {
            requireStream(arn);
            return streams.changePolicy(arn, change);
        }
        TableName id = requireTable(call, arn).id();
        Table changed = tables.changeRecord(
                id,
                before -> before.withSettings(before.settings()
                        .withPolicy(change.apply(before.settings().policy()))));
        if (changed == null) {
            throw notFound(arn);
        }
        return changed.record().settings().policy();
    }

    private Table requireTable(Call call, String arn) {
        if (!arn.startsWith("arn:")) {
            throw DynamoException.validation("Invalid ResourceArn: " + arn);
        }
        Table table = tables.find(call, arn);
        if (table == null) {
            throw notFound(arn);
        }
        return table;
    }

    private OpenStream requireStream(String arn) {
        OpenStream open = streams.find(arn);
        if (open == null) {
            throw notFound(arn);
        }
        return open;
    }

    private static DynamoException notFound(String arn) {
        return new DynamoException(
                ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: ResourceArn: " + arn + " not found");
    }
}
