package dev.gramme.database.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which documents are policies, and what is said of those that are not. */
class PolicyDocumentsTest {
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final String LEGACY = "The policy failed legacy parsing";

    private static String statement(String rest) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\"," + rest.replace('\'', '"') + "}}";
    }

    private static void accept(PolicyKind kind, String document) {
        assertThat(Policy.parse(document, kind).document()).isEqualTo(document);
    }

    private static void refuse(PolicyKind kind, String document, String message) {
        assertThatThrownBy(() -> Policy.parse(document, kind))
                .as(document)
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessage(message);
    }

    private static void refuse(String rest, String message) {
        refuse(PolicyKind.IDENTITY, statement(rest), message);
    }

    @Test
    void whole() {
        accept(PolicyKind.IDENTITY, statement("'Action':'*','Resource':'*'"));
        accept(
                PolicyKind.IDENTITY,
                "{\"Statement\":[{\"Sid\":\"a1\",\"Effect\":\"Deny\",\"NotAction\":[\"a:b\"],"
                        + "\"NotResource\":[\"arn:aws:s3:::x/*\"]}],\"Id\":\"any id\"}");
        refuse(PolicyKind.IDENTITY, "", "This policy contains invalid Json");
        refuse(PolicyKind.IDENTITY, "{\"Version\":", "This policy contains invalid Json");
        refuse(PolicyKind.IDENTITY, "[]", SYNTAX);
        refuse(PolicyKind.IDENTITY, "{\"Version\":\"2012-10-17\"}", SYNTAX);
        refuse(PolicyKind.IDENTITY, "{\"Version\":\"2012-10-17\",\"Statement\":[]}", SYNTAX);
        refuse(
                PolicyKind.IDENTITY,
                "{\"Version\":\"2026-01-01\",\"Statement\":[]}",
                "The policy must contain a valid version string");
        refuse(
                PolicyKind.MANAGED,
                statement("'Action':'*','Resource':'*'").replace("2012", "2008"),
                "Policy document must be version 2012-10-17 or greater.");
    }

    @Test
    void statements() {
        refuse("'Action':'*','Resource':'*','Extra':'*'", SYNTAX);
        refuse("'Action':'*','Action':'*','Resource':'*'", SYNTAX);
        refuse("'Action':'*','NotAction':'*','Resource':'*'", SYNTAX);
        refuse("'Resource':'*'", "Policy statement must contain actions.");
        refuse("'Action':'*'", "Policy statement must contain resources.");
        refuse("'Action':[],'Resource':'*'", "Policy statement must contain actions.");
        refuse(
                "'Sid':'a b','Action':'*','Resource':'*'",
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                        + " [0-9A-Za-z]*");
        String twice = "{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
        refuse(
                PolicyKind.IDENTITY,
                "{\"Statement\":[" + twice + "," + twice + "]}",
                "Statement IDs (SID) in a single policy must be unique.");
        refuse(PolicyKind.IDENTITY, statement("'Action':'*','Resource':'*'").replace("Allow", "allow"), SYNTAX);
    }

    @Test
    void actionsAndResources() {
        refuse(
                "'Action':'GetItem','Resource':'*'",
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        refuse("'Action':'a:b:c','Resource':'*'", "Actions/Condition can contain only one colon.");
        refuse("'Action':'a b:c','Resource':'*'", "Vendor a b is not valid");
        refuse("'Action':'*','Resource':'table/a'", "Resource table/a must be in ARN format or \"*\".");
        refuse("'Action':'*','Resource':'arn:aws'", LEGACY);
        refuse(
                "'Action':'*','Resource':'arn:other:s3:::a'",
                "Partition \"other\" is not valid for resource \"arn:other:s3:::a\".");
        refuse(
                "'Action':'*','Resource':'arn:aws:*:::a'",
                "Resource vendor must be fully qualified and cannot contain regexes.");
        refuse("'Action':'*','Resource':'arn:aws:s3:${aws:username}::a'", LEGACY);
        accept(PolicyKind.IDENTITY, statement("'Action':'*','Resource':'arn:aws:s3:::a/${aws:username}'"));
        refuse("'Action':'*','Resource':'arn:aws:s3:::a/${aws:username'", SYNTAX);
    }

    @Test
    void conditions() {
        String before = "'Action':'*','Resource':'*','Condition':";
        accept(
                PolicyKind.IDENTITY,
                statement(before + "{'Bool':{'aws:SecureTransport':true},"
                        + "'NumericLessThanIfExists':{'x:n':[1,'2.5']},'forallvalues:stringlike':{'x:s':['a*']}}"));
        refuse(before + "{'StringIs':{'a:b':'c'}}", SYNTAX);
        refuse(
                before + "{'StringEquals':{'b':'c'}}",
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        refuse(before + "{'NumericEquals':{'a:b':'c'}}", SYNTAX);
        refuse(before + "{'DateEquals':{'a:b':'c'}}", LEGACY);
        refuse(before + "{'Bool':{'a:b':'c'}}", SYNTAX);
        refuse(before + "{'IpAddress':{'a:b':'10.0.0.0/33'}}", SYNTAX);
        refuse(before + "{'NullIfExists':{'a:b':'true'}}", SYNTAX);
        refuse(before + "{'StringEquals':{'a:b':{}}}", SYNTAX);
        refuse(before + "{'StringEquals':{'a:b':'1','a:b':'2'}}", SYNTAX);
    }

    @Test
    void principals() {
        refuse("'Principal':'*','Action':'*','Resource':'*'", "Policy document should not specify a principal.");
        String after = ",'Action':'a:b','Resource':'*'";
        for (String principal : new String[] {
            "'*'",
            "{'AWS':'*'}",
            "{'AWS':['111111111111','arn:aws:iam::111111111111:user/path/ann','arn:aws:iam::111111111111:root']}",
            "{'AWS':'arn:aws:sts::111111111111:assumed-role/reader/ann'}",
            "{'Service':'dynamodb.amazonaws.com'}",
            "{'CanonicalUser':'79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'}"
        }) {
            accept(PolicyKind.RESOURCE, statement("'Principal':" + principal + after));
        }
        refuse(PolicyKind.RESOURCE, statement("'Action':'a:b','Resource':'*'"), "Missing required field Principal");
        refuse(PolicyKind.RESOURCE, statement("'Principal':'ann'" + after), SYNTAX);
        refuse(PolicyKind.RESOURCE, statement("'Principal':{}" + after), SYNTAX);
        refuse(PolicyKind.RESOURCE, statement("'Principal':{'User':'ann'}" + after), SYNTAX);
        refuse(
                PolicyKind.RESOURCE,
                statement("'Principal':{'AWS':'arn:aws:iam::111111111111:user/*'}" + after),
                "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:user/*\"");
        // would give to everybody but a few
        refuse(PolicyKind.RESOURCE, statement("'NotPrincipal':{'AWS':'111111111111'}" + after), SYNTAX);
        accept(
                PolicyKind.RESOURCE,
                statement("'NotPrincipal':{'AWS':'111111111111'}" + after).replace("Allow", "Deny"));
    }

    @Test
    void trust() {
        String before = "'Principal':{'AWS':'111111111111'},'Action':";
        accept(PolicyKind.TRUST, statement(before + "['sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity']"));
        accept(PolicyKind.TRUST, statement(before + "'sts:AssumeRole*'"));
        refuse(
                PolicyKind.TRUST,
                statement(before + "'sts:GetCallerIdentity'"),
                "AssumeRole policy may only specify STS AssumeRole actions.");
        refuse(
                PolicyKind.TRUST,
                statement(before + "'s3:GetObject'"),
                "AssumeRole policy may only specify STS AssumeRole actions.");
        refuse(
                PolicyKind.TRUST,
                statement(before + "'sts:AssumeRole','Resource':'*'"),
                "Has prohibited field Resource");
    }
}
