package dev.gramme.database.table;

/** What tells a table from all others. */
public record TableName(String accountId, String region, String name) {
    /** The ARN, in the standard partition of AWS. */
    public String arn() {
        return "arn:aws:dynamodb:" + region + ":" + accountId + ":table/" + name;
    }

    /** Each request looks its table up, more than once; strings know their hashes, and this asks for nothing else. */
    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + region.hashCode()) * 31 + accountId.hashCode();
    }
}
