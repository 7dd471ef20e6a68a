package dev.gramme.database.table;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.model.Violations;

/** How requests name tables: by name, or by ARN. */
public final class TableNames {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 255;
    private static final String ARN_START = "arn:";

    private TableNames() {}

    /** The table a request means; a plain name is one of the caller's account in the caller's region. */
    public static TableName resolve(Call call, String nameOrArn) {
        if (!nameOrArn.startsWith(ARN_START)) {
            checkName(nameOrArn);
            return new TableName(call.accountId(), call.region(), nameOrArn);
        }
        String[] parts = nameOrArn.split(":", 6);
        if (parts.length != 6
                || !parts[1].equals("aws")
                || !parts[2].equals("dynamodb")
                || parts[3].isEmpty()
                || parts[4].isEmpty()
                || !parts[5].startsWith("table/")) {
            throw invalidArn(nameOrArn);
        }
        String name = parts[5].substring("table/".length());
        if (!isName(name)) {
            throw invalidArn(nameOrArn);
        }
        return new TableName(parts[4], parts[3], name);
    }

    private static DynamoException invalidArn(String arn) {
        return DynamoException.validation("Invalid table ARN: " + arn);
    }

    private static void checkName(String name) {
        Violations wrong = Violations.length(null, "tableName", name, SHORTEST, LONGEST);
        if (wrong == null && !isName(name)) {
            wrong = Violations.add(
                    null, "tableName", name, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
        if (wrong != null) {
            throw DynamoException.validation(wrong.message());
        }
    }

    private static boolean isName(String name) {
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            return false;
        }
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
