package dev.gramme.database.table;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.TagConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What operations on tables need permission for. Source: Service Authorization Reference, Amazon DynamoDB. */
public final class TableAccess {
    /** What a restore does to the table it makes. */
    private static final List<String> RESTORING = List.of(
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:UpdateItem");

    private TableAccess() {}

    /** Doing something to a table, which need not exist. */
    public static Access of(Tables tables, Call call, String action, String nameOrArn) {
        return new Access(action, arn(call, nameOrArn), tags(tables, call, nameOrArn));
    }

    /** The same where the request has tags. */
    static Access of(Tables tables, Call call, String action, String nameOrArn, Conditions ofRequest) {
        return new Access(action, arn(call, nameOrArn), ofRequest.or(tags(tables, call, nameOrArn)));
    }

    /** Filling a table that a restore is about to make. */
    public static List<Access> ofRestored(Call call, String name) {
        String arn = arn(call, name);
        List<Access> accesses = new ArrayList<>();
        for (String action : RESTORING) {
            accesses.add(Access.of(action, arn));
        }
        return accesses;
    }

    /** The ARN of a table, however a request names it. */
    public static String arn(Call call, String nameOrArn) {
        return TableNames.resolve(call, nameOrArn).arn();
    }

    /** The tags of a table as condition keys. */
    public static Conditions tags(Tables tables, Call call, String nameOrArn) {
        return TagConditions.ofResource(() -> {
            Table table = tables.find(call, nameOrArn);
            return table == null ? Map.of() : table.record().tags();
        });
    }
}
