package dev.gramme.database.trigger;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operations on mappings need permission for. Source: Service Authorization Reference, AWS Lambda. */
final class MappingAccess {
    /** What reading a stream takes; in AWS the function's role needs it, and here there is none. */
    private static final List<String> READING =
            List.of("dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords");

    private MappingAccess() {}

    static String arn(Call call, @Nullable String uuid) {
        return "arn:aws:lambda:" + call.region() + ":" + call.accountId() + ":event-source-mapping:" + uuid;
    }

    /** Doing something to a mapping, which need not exist. */
    static Access of(Mappings mappings, Call call, String action, @Nullable String uuid) {
        Mapping mapping = uuid == null ? null : mappings.find(uuid);
        return ofFunction(action, arn(call, uuid), mapping == null ? null : mapping.functionArn());
    }

    /** The same, where the function is to be this one; null for none. */
    static Access ofFunction(String action, String resource, @Nullable String functionArn) {
        Conditions function =
                key -> key.equals("lambda:functionarn") && functionArn != null ? List.of(functionArn) : null;
        return new Access(action, resource, function);
    }

    /** Reading a stream for a function. */
    static List<Access> ofStream(String arn) {
        return READING.stream().map(action -> Access.of(action, arn)).toList();
    }
}
