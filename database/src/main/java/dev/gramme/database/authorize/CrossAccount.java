package dev.gramme.database.authorize;

import java.util.Locale;
import java.util.Set;

/**
 * What callers may be let do to tables and streams of another account. Source: developer guide, "DynamoDB API
 * operations supported by resource-based policies".
 */
final class CrossAccount {
    private static final String DYNAMODB = "dynamodb:";
    private static final Set<String> ACTIONS = Set.of(
            "dynamodb:BatchGetItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DeleteItem",
            "dynamodb:DeleteTable",
            "dynamodb:DescribeStream",
            "dynamodb:DescribeTable",
            "dynamodb:GetItem",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListTagsOfResource",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:TagResource",
            "dynamodb:UntagResource",
            "dynamodb:UpdateItem",
            "dynamodb:UpdateTable");

    private CrossAccount() {}

    /** Whether policies can allow it across accounts; other services have rules of their own. */
    static boolean knows(String action) {
        return ACTIONS.contains(action) || !action.toLowerCase(Locale.ROOT).startsWith(DYNAMODB);
    }
}
