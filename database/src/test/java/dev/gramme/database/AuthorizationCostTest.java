package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Operation;
import dev.gramme.database.api.Via;
import dev.gramme.database.authorize.KeyUses;
import dev.gramme.database.authorize.PolicyAuthorizer;
import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.crypto.RootKeyService;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.testing.ManualEnvironment;
import dev.gramme.database.testing.TestEngines;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import dev.gramme.model.dynamodb.AttributeDefinition;
import dev.gramme.model.dynamodb.CreateTableInput;
import dev.gramme.model.dynamodb.GetItemInput;
import dev.gramme.model.dynamodb.KeySchemaElement;
import dev.gramme.model.dynamodb.Operations;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What it costs to find out whether a GetItem is allowed; prints it. */
class AuthorizationCostTest {
    /** Time of the processor, which others do not take from us as they do time on the clock. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final int WARM_UP = 100_000;
    private static final int ROUNDS = 200_000;
    /** The aim is 2,000; the rest is for machines that are busy with other things. */
    private static final long MOST_NANOS = 20_000;

    private static final Caller ANN = new Caller(
            Caller.Kind.USER, "123456789012", "arn:aws:iam::123456789012:user/ann", "AIDAANN", "AKIAANN", null);

    @Test
    void getItem() {
        print("one plain statement", "");
        print("a condition on the partition key", """
                ,"Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:username}"]}}""");
    }

    /** The key's policy has conditions, so that only the memory of recent uses keeps it cheap. */
    @Test
    void getItemUnderAKey() {
        String keyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
        Policy policy = Policy.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":"
                        + "\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":"
                        + "\"dynamodb.us-east-1.amazonaws.com\"}}}]}",
                PolicyKind.RESOURCE);
        ResourceRule rule = ResourceRule.mustAllow("123456789012", new AttachedPolicy(keyArn, policy));
        Access use = new Access(
                "kms:Decrypt",
                keyArn,
                name -> name.equals("kms:viaservice") ? List.of("dynamodb.us-east-1.amazonaws.com") : null);
        print("the table's key beside it", "", arn -> arn.equals(keyArn) ? rule : null, (call, access) -> use);
    }

    private static void print(String what, String condition) {
        print(what, condition, ResourcePolicies.NONE, KeyUses.NONE);
    }

    private static void print(String what, String condition, ResourcePolicies resources, KeyUses uses) {
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"dynamodb:GetItem\","
                        + "\"dynamodb:Query\"],\"Resource\":\"arn:aws:dynamodb:*:123456789012:table/Game*\"" + condition
                        + "},{\"Effect\":\"Deny\",\"Action\":\"dynamodb:DeleteTable\",\"Resource\":\"*\"}]}";
        AttachedPolicy policy = new AttachedPolicy("p", Policy.parse(document, PolicyKind.IDENTITY));
        PrincipalPolicies policies = new PrincipalPolicies(List.of(policy), null, null, Map.of());
        ManualEnvironment environment = ManualEnvironment.still();
        RootKeyService keys = new RootKeyService(new byte[RootKeyService.ROOT_KEY_BYTES], environment);
        Authorizer authorizer = new PolicyAuthorizer(caller -> policies, resources, uses, environment);
        try (Database database = new Database(TestEngines.open(environment::clockMillis), environment, keys)) {
            Call root =
                    new Call(Caller.root("123456789012", "AKIAROOT"), "us-east-1", Via.PROCESS, "r", Long.MAX_VALUE);
            database.call(
                    root,
                    Operations.CREATE_TABLE,
                    CreateTableInput.builder()
                            .tableName("GameScores")
                            .billingMode("PAY_PER_REQUEST")
                            .keySchema(List.of(new KeySchemaElement("UserId", "HASH")))
                            .attributeDefinitions(List.of(new AttributeDefinition("UserId", "S")))
                            .build());
            @SuppressWarnings("unchecked") // it is registered under its own action
            Operation<GetItemInput, ?> operation =
                    (Operation<GetItemInput, ?>) database.operations().get("dynamodb:GetItem");
            Call call = new Call(ANN, "us-east-1", Via.PROCESS, "r", Long.MAX_VALUE);
            GetItemInput request = GetItemInput.builder()
                    .tableName("GameScores")
                    .key(Item.of(Map.of("UserId", new AttributeValue.S("ann"))))
                    .build();
            run(operation, authorizer, call, request, WARM_UP);
            long nanos = run(operation, authorizer, call, request, ROUNDS) / ROUNDS;
            System.out.println("Authorising GetItem, " + what + ": " + nanos + " ns");
            assertThat(nanos).isLessThan(MOST_NANOS);
        }
    }

    private static long run(
            Operation<GetItemInput, ?> operation, Authorizer authorizer, Call call, GetItemInput request, int rounds) {
        long start = CPU.getCurrentThreadCpuTime();
        for (int round = 0; round < rounds; round++) {
            for (Access access : operation.accesses(call, request)) {
                authorizer.require(call, access);
            }
        }
        return CPU.getCurrentThreadCpuTime() - start;
    }
}
