package dev.gramme.database.sharing;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.authorize.KeyUses;
import dev.gramme.database.stream.OpenStream;
import dev.gramme.database.stream.Stream;
import dev.gramme.database.stream.Streams;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.Tables;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever reads or writes what lies in a table under a key of KMS, or in its stream, must be allowed to decrypt with
 * the key by way of DynamoDB. Source: developer guide, "How Amazon DynamoDB uses AWS KMS", "Authorizing use of your KMS
 * key".
 */
final class KeysOfData implements KeyUses {
    private static final Set<String> ACTIONS = Set.of(
            "dynamodb:BatchGetItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PartiQLDelete",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLSelect",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:UpdateItem");

    private static final String OF_STREAMS = "dynamodb:GetRecords";

    private final Tables tables;
    private final Streams streams;

    KeysOfData(Tables tables, Streams streams) {
        this.tables = tables;
        this.streams = streams;
    }

    @Override
    public @Nullable Access find(Call call, Access access) {
        if (access.action().equals(OF_STREAMS)) {
            return ofStream(call, access.resource());
        }
        Table table = tables.findUnderKms(access.resource());
        return table == null || !ACTIONS.contains(access.action())
                ? null
                : tables.encryption().accessToData(call, table.record());
    }

    /** A stream may outlive its table, whose name another one may have by then. */
    private @Nullable Access ofStream(Call call, String arn) {
        OpenStream open = streams.find(arn);
        if (open == null) {
            return null;
        }
        Stream stream = open.stream();
        Table table = tables.byName(stream.table());
        return table != null && table.record().tableId().equals(stream.tableId())
                ? tables.encryption().accessToData(call, table.record())
                : tables.encryption().accessToData(call, stream.wrappedKey(), stream.table());
    }
}
