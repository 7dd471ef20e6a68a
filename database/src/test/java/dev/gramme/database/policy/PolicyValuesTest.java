package dev.gramme.database.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What conditions make of values; for what the oracle does not know. */
class PolicyValuesTest {
    private static final Subject USER =
            new Subject(Subject.Kind.USER, "111111111111", "arn:aws:iam::111111111111:user/ann", null, "AIDAAAAAAAAA");

    /** Whether a condition on {@code x:k} holds in a statement of the effect. */
    private static boolean holds(String effect, String operator, String wanted, String... actual) {
        Policy policy = Policy.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect
                        + "\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"" + operator
                        + "\":{\"x:k\":\"" + wanted + "\"}}}}",
                PolicyKind.IDENTITY);
        PolicyRequest request = new PolicyRequest(
                USER, "a:b", "*", key -> key.equals("x:k") && actual.length > 0 ? List.of(actual) : null);
        Decision decision = Evaluation.decide(
                request,
                new PrincipalPolicies(List.of(new AttachedPolicy("p", policy)), null, null, Map.of()),
                ResourceRule.of("111111111111", null));
        return decision.outcome() != Decision.Outcome.IMPLICITLY_DENIED;
    }

    private static boolean allows(String operator, String wanted, String... actual) {
        return holds("Allow", operator, wanted, actual);
    }

    @Test
    void addresses() {
        assertThat(allows("IpAddress", "203.0.113.0/24", "203.0.113.255")).isTrue();
        assertThat(allows("IpAddress", "203.0.113.0/24", "203.0.114.0")).isFalse();
        assertThat(allows("IpAddress", "203.0.113.7", "203.0.113.7")).isTrue();
        assertThat(allows("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9::1"))
                .isTrue();
        assertThat(allows("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1"))
                .isFalse();
        assertThat(allows("IpAddress", "10.0.0.0/8", "::ffff:10.1.2.3")).isTrue();
        assertThat(allows("IpAddress", "0.0.0.0/0", "::1")).isFalse();
        assertThat(allows("NotIpAddress", "10.0.0.0/8", "::1")).isTrue();
        assertThat(allows("IpAddress", "0.0.0.0/0", "010.1.2.300")).isFalse();
    }

    @Test
    void dates() {
        assertThat(allows("DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"))
                .isTrue();
        assertThat(allows("DateEquals", "2026-01-01", "2026-01-01T01:00:00+01:00"))
                .isTrue();
        assertThat(allows("DateLessThan", "1767225600", "2025-12-31T23:59:59Z")).isTrue();
        assertThat(allows("DateLessThan", "1767225600", "2026-01-01T00:00:00Z")).isFalse();
    }

    @Test
    void numbersAndBinaries() {
        assertThat(allows("NumericEquals", "10", "10.0")).isTrue();
        assertThat(allows("NumericGreaterThan", "9007199254740993", "9007199254740992"))
                .isFalse();
        assertThat(allows("BinaryEquals", "QmluYXJ5", "QmluYXJ5")).isTrue();
        assertThat(allows("BinaryEquals", "QmluYXJ5", "QmluYXJ4")).isFalse();
    }

    @Test
    void whatCannotBeReadCountsAgainstTheRequest() {
        for (String operator :
                List.of("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericEqualsIfExists")) {
            assertThat(holds("Allow", operator, "1", "many")).as(operator).isFalse();
            assertThat(holds("Deny", operator, "1", "many")).as(operator).isTrue();
        }
        assertThat(holds("Allow", "NotIpAddress", "10.0.0.0/8", "here")).isFalse();
        assertThat(holds("Deny", "NotIpAddress", "10.0.0.0/8", "here")).isTrue();
        assertThat(holds("Deny", "ForAllValues:NumericEquals", "1", "2", "many"))
                .isFalse();
        assertThat(holds("Allow", "ForAnyValue:NumericEquals", "1", "many", "1"))
                .isTrue();
    }

    @Test
    void manyValues() {
        assertThat(allows("ForAllValues:StringEquals", "a", "a", "a")).isTrue();
        assertThat(allows("ForAllValues:StringEquals", "a", "a", "b")).isFalse();
        assertThat(allows("ForAllValues:StringEquals", "a")).isTrue();
        assertThat(allows("ForAnyValue:StringEquals", "a", "b", "a")).isTrue();
        assertThat(allows("ForAnyValue:StringEquals", "a")).isFalse();
        assertThat(allows("ForAnyValue:StringNotEquals", "a", "b", "a")).isTrue();
        assertThat(allows("StringNotEquals", "a", "b", "a")).isFalse();
        assertThat(allows("StringNotEquals", "a")).isTrue();
        assertThat(allows("Null", "true")).isTrue();
        assertThat(allows("Null", "true", "a")).isFalse();
    }

    @Test
    void starsThatComeFromARequestAreStars() {
        // a name of stars must not become a pattern
        assertThat(allows("StringLike", "${x:k}", "a*")).isTrue();
        assertThat(allows("StringLike", "${*}", "a")).isFalse();
        assertThat(allows("StringLike", "${*}", "*")).isTrue();
        assertThat(allows("StringLike", "a${?}", "a?")).isTrue();
        assertThat(allows("StringEquals", "${$}{a}", "${a}")).isTrue();
        assertThat(allows("StringEquals", "${x:none, 'z'}", "z")).isTrue();
        assertThat(allows("StringNotEquals", "${x:none}", "z")).isFalse();
    }
}
