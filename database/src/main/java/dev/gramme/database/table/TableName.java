package dev.gramme.database.table;

/** What tells a table from all others. */
public record TableName(String accountId, String region, String name) {
    /** The ARN, in the standard partition of AWS. */
    public String arn() {
        return "arn:aws:dynamodb:" + region + ":" + accountId + ":table/" + name;
    }
}
