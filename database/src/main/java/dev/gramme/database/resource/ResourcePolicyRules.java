package dev.gramme.database.resource;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a document must be to be the policy of a table or a stream. Source: developer guide, "DynamoDB API operations
 * supported by resource-based policies", "Resource-based policy considerations" and "Blocking public access with
 * resource-based policies".
 */
public final class ResourcePolicyRules {
    private static final int MAX_BYTES = 20 * 1024;
    private static final String INVALID = "One or more parameter values were invalid: Invalid policy document: ";

    private static final Set<String> TABLE_ACTIONS = actions(
            "BatchGetItem",
            "BatchWriteItem",
            "ConditionCheckItem",
            "CreateBackup",
            "CreateTableReplica",
            "DeleteItem",
            "DeleteResourcePolicy",
            "DeleteTable",
            "DeleteTableReplica",
            "DescribeContinuousBackups",
            "DescribeContributorInsights",
            "DescribeKinesisStreamingDestination",
            "DescribeTable",
            "DescribeTableReplicaAutoScaling",
            "DescribeTimeToLive",
            "DisableKinesisStreamingDestination",
            "EnableKinesisStreamingDestination",
            "ExportTableToPointInTime",
            "GetItem",
            "GetResourcePolicy",
            "ListTagsOfResource",
            "PartiQLDelete",
            "PartiQLInsert",
            "PartiQLSelect",
            "PartiQLUpdate",
            "PutItem",
            "PutResourcePolicy",
            "Query",
            "ReadDataForReplication",
            "ReplicateSettings",
            "RestoreTableToPointInTime",
            "Scan",
            "TagResource",
            "UntagResource",
            "UpdateContinuousBackups",
            "UpdateContributorInsights",
            "UpdateItem",
            "UpdateKinesisStreamingDestination",
            "UpdateTable",
            "UpdateTableReplicaAutoScaling",
            "UpdateTimeToLive",
            "WriteDataForReplication");
    private static final Set<String> STREAM_ACTIONS = actions(
            "DeleteResourcePolicy",
            "DescribeStream",
            "GetRecords",
            "GetResourcePolicy",
            "GetShardIterator",
            "PutResourcePolicy");
    /** The services that DynamoDB lets into a resource's policy. */
    private static final Set<String> SERVICES =
            Set.of("redshift.amazonaws.com", "replication.dynamodb.amazonaws.com", "glue.amazonaws.com");

    private ResourcePolicyRules() {}

    private static Set<String> actions(String... names) {
        Set<String> actions = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            actions.add("dynamodb:" + name);
        }
        return actions;
    }

    /** The policy a client gives to a table, and by that to its indexes. */
    public static Policy forTable(String document) {
        return check(document, TABLE_ACTIONS);
    }

    /** The policy a client gives to a stream. */
    public static Policy forStream(String document) {
        return check(document, STREAM_ACTIONS);
    }

    private static Policy check(String document, Set<String> actions) {
        if (document.isEmpty()) {
            throw invalid("Policy document is empty");
        }
        if (document.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid("Policy document exceeds the maximum size of " + MAX_BYTES + " bytes");
        }
        Policy policy;
        try {
            policy = Policy.parse(document, PolicyKind.RESOURCE);
        } catch (MalformedPolicyException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        List<StatementText> statements = StatementText.of(document);
        checkActions(statements, actions);
        checkServices(statements);
        if (statements.stream().anyMatch(PublicAccess::isGranted)) {
            throw invalid("Policy grants public access, which is blocked for all resources");
        }
        return policy;
    }

    private static void checkActions(List<StatementText> statements, Set<String> actions) {
        Set<String> unknown = new LinkedHashSet<>();
        for (StatementText statement : statements) {
            for (String action : statement.actions()) {
                boolean wild = action.indexOf('*') >= 0 || action.indexOf('?') >= 0;
                boolean ours = action.toLowerCase(Locale.ROOT).startsWith("dynamodb:");
                if (wild ? !ours && !action.equals("*") : !actions.contains(action)) {
                    unknown.add('"' + action + '"');
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw invalid("The following action names are invalid: " + String.join(", ", unknown));
        }
    }

    private static void checkServices(List<StatementText> statements) {
        for (StatementText statement : statements) {
            for (String service : statement.principals("Service")) {
                if (!SERVICES.contains(service)) {
                    throw invalid("Policy contains invalid service principal");
                }
            }
        }
    }

    private static DynamoException invalid(@Nullable String why) {
        return DynamoException.validation(INVALID + why);
    }
}
