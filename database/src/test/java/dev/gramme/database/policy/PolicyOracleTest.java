package dev.gramme.database.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random policies and requests, decided here and by {@link NaivePolicies}. */
class PolicyOracleTest {
    private static final int CASES = 20_000;

    @Test
    @Timeout(60)
    void decidesAsTheOracleDoes() {
        long seed = Long.getLong("gramme.seed", System.nanoTime());
        System.out.println("Policies with seed " + seed);
        Random random = new Random(seed);
        Map<NaivePolicies.Outcome, Integer> counts = new EnumMap<>(NaivePolicies.Outcome.class);
        for (int at = 0; at < CASES; at++) {
            NaivePolicies.Outcome outcome = check(random, "seed " + seed + ", case " + at);
            counts.merge(outcome, 1, Integer::sum);
        }
        for (NaivePolicies.Outcome outcome : NaivePolicies.Outcome.values()) {
            assertThat(counts.getOrDefault(outcome, 0)).as("%s", outcome).isGreaterThan(CASES / 20);
        }
    }

    private static NaivePolicies.Outcome check(Random random, String title) {
        RandomPolicies policies = new RandomPolicies(random);
        String account = RandomPolicies.ACCOUNTS.get(random.nextInt(4) == 0 ? 1 : 0);
        Subject subject = subject(random, account);
        String issuer = subject.issuerArn();
        List<String> principals = issuer == null
                ? List.of(subject.arn(), account, "arn:aws:iam::333333333333:root")
                : List.of(subject.arn(), issuer, account, subject.rootArn());
        NaivePolicies.Given given = new NaivePolicies.Given(
                documents(policies, random, random.nextInt(3)),
                random.nextInt(4) == 0 ? policies.document(List.of()) : null,
                random.nextInt(4) == 0 ? documents(policies, random, random.nextInt(2)) : null,
                random.nextInt(3) == 0 ? policies.document(principals) : null,
                random.nextInt(5) == 0);
        NaivePolicies.Asked asked = new NaivePolicies.Asked(
                account,
                subject.arn(),
                issuer,
                subject.kind() == Subject.Kind.ROOT,
                policies.action(),
                policies.resource(),
                policies.context());
        NaivePolicies.Outcome expected = NaivePolicies.decide(asked, given, RandomPolicies.ACCOUNTS.get(0));
        PolicyRequest request = new PolicyRequest(subject, asked.action(), asked.resource(), asked.context()::get);
        Decision decision = Evaluation.decide(request, principal(given), rule(given));
        assertThat(decision.outcome().name())
                .as("%s: %s %s", title, asked, given)
                .isEqualTo(expected.name());
        return expected;
    }

    private static Subject subject(Random random, String account) {
        String iam = "arn:aws:iam::" + account + ":";
        String sts = "arn:aws:sts::" + account + ":";
        return switch (random.nextInt(5)) {
            case 0 -> new Subject(Subject.Kind.ROOT, account, iam + "root", null, account);
            case 1 ->
                new Subject(
                        Subject.Kind.ROLE_SESSION, account, sts + "assumed-role/r/s", iam + "role/r", "AROAAAAAAAA:s");
            case 2 ->
                new Subject(
                        Subject.Kind.FEDERATED_USER, account, sts + "federated-user/f", iam + "user/u", account + ":f");
            case 3 ->
                new Subject(
                        Subject.Kind.FEDERATED_USER, account, sts + "federated-user/f", iam + "root", account + ":f");
            default -> new Subject(Subject.Kind.USER, account, iam + "user/u", null, "AIDAAAAAAAAA");
        };
    }

    private static List<String> documents(RandomPolicies policies, Random random, int count) {
        return random.ints(count).mapToObj(none -> policies.document(List.of())).toList();
    }

    private static PrincipalPolicies principal(NaivePolicies.Given given) {
        return new PrincipalPolicies(
                attached(given.identity(), PolicyKind.IDENTITY),
                given.boundary() == null ? null : attached(given.boundary(), PolicyKind.IDENTITY),
                given.session() == null ? null : attached(given.session(), PolicyKind.SESSION),
                Map.of());
    }

    private static List<AttachedPolicy> attached(List<String> documents, PolicyKind kind) {
        return documents.stream().map(document -> attached(document, kind)).toList();
    }

    private static AttachedPolicy attached(String document, PolicyKind kind) {
        return new AttachedPolicy("test", Policy.parse(document, kind));
    }

    private static ResourceRule rule(NaivePolicies.Given given) {
        AttachedPolicy policy = given.resource() == null ? null : attached(given.resource(), PolicyKind.RESOURCE);
        return new ResourceRule(RandomPolicies.ACCOUNTS.get(0), policy, given.mustAllow());
    }
}
