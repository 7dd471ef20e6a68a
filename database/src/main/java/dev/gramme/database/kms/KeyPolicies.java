package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.policy.AttachedPolicy;
import dev.gramme.database.policy.Evaluation;
import dev.gramme.database.policy.MalformedPolicyException;
import dev.gramme.database.policy.Policy;
import dev.gramme.database.policy.PolicyKind;
import dev.gramme.database.policy.PolicyRequest;
import dev.gramme.database.policy.PrincipalPolicies;
import dev.gramme.database.policy.ResourceRule;
import dev.gramme.database.policy.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies of keys: those they are made with, and whether one that is given will do. */
final class KeyPolicies {
    /** The one name a key's policy has. */
    static final String NAME = "default";

    private static final int MAX_BYTES = 32_768;

    /** Whoever the key's own policy lets its account decide about, is taken to be allowed by the account. */
    private static final PrincipalPolicies ACCOUNT_ALLOWS = new PrincipalPolicies(
            List.of(new AttachedPolicy(
                    "account",
                    Policy.parse(
                            "{\"Version\":\"2012-10-17\",\"Statement\":"
                                    + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                            PolicyKind.IDENTITY))),
            null,
            null,
            Map.of());

    private KeyPolicies() {}

    /** What a key is given that is made without a policy: its account decides. */
    static String usual(String accountId) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "key-default-1",
                  "Statement" : [ {
                    "Sid" : "Enable IAM User Permissions",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "%s"
                    },
                    "Action" : "kms:*",
                    "Resource" : "*"
                  } ]
                }""".formatted(Caller.rootArn(accountId));
    }

    /** The policy of the key DynamoDB has of an account. */
    static String ofDynamoDb(String accountId, String region) {
        return """
                {
                  "Version" : "2012-10-17",
                  "Id" : "auto-dynamodb-1",
                  "Statement" : [ {
                    "Sid" : "Allow access through Amazon DynamoDB for all principals in the account that are\
                 authorized to use Amazon DynamoDB",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "*"
                    },
                    "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",\
                 "kms:CreateGrant", "kms:DescribeKey" ],
                    "Resource" : "*",
                    "Condition" : {
                      "StringEquals" : {
                        "kms:CallerAccount" : "%s",
                        "kms:ViaService" : "dynamodb.%s.amazonaws.com"
                      }
                    }
                  }, {
                    "Sid" : "Allow direct access to key metadata to the account",
                    "Effect" : "Allow",
                    "Principal" : {
                      "AWS" : "%s"
                    },
                    "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                    "Resource" : "*"
                  } ]
                }""".formatted(accountId, region, Caller.rootArn(accountId));
    }

    /** Refuses the name of a policy that no key has. */
    static void requireName(@Nullable String name) {
        if (name != null && !name.equals(NAME)) {
            throw new DynamoException(ErrorCode.KMS_NOT_FOUND, "No such policy exists");
        }
    }

    /**
     * Checks a policy that a caller wants a key to have.
     *
     * @param lockout whether the caller may give one that lets it not change the policy again
     */
    static String checked(Call call, String arn, String document, @Nullable Boolean lockout) {
        if (document.length() > MAX_BYTES) {
            throw KmsFault.limit("A key policy has " + MAX_BYTES + " bytes at most");
        }
        Policy policy = parse(document);
        if (!Boolean.TRUE.equals(lockout)) {
            PolicyRequest request =
                    new PolicyRequest(Subject.of(call.caller()), "kms:PutKeyPolicy", arn, Conditions.NONE);
            ResourceRule rule = ResourceRule.mustAllow(call.accountId(), new AttachedPolicy(arn, policy));
            if (!Evaluation.decide(request, ACCOUNT_ALLOWS, rule).isAllowed()) {
                throw malformed("The new key policy will not allow you to update the key policy in the future.");
            }
        }
        return document;
    }

    private static Policy parse(String document) {
        try {
            return Policy.parse(document, PolicyKind.RESOURCE);
        } catch (MalformedPolicyException e) {
            throw malformed(e.text());
        }
    }

    private static DynamoException malformed(String message) {
        return new DynamoException(ErrorCode.KMS_MALFORMED_POLICY, message);
    }
}
