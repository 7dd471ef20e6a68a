package dev.gramme.database.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gramme.database.cases.CaseFile;
import dev.gramme.database.testing.Client;
import dev.gramme.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a document holds, it is refused in the one documented way or it can be evaluated, in little time. */
class PolicyFuzzTest {
    private static final int CASES = 20_000;
    private static final Subject USER =
            new Subject(Subject.Kind.USER, "111111111111", "arn:aws:iam::111111111111:user/u", null, "AIDAAAAAAAAA");

    private static Policy parse(String document, PolicyKind kind) {
        try {
            return Policy.parse(document, kind);
        } catch (MalformedPolicyException refused) {
            assertThat(refused.text()).isNotEmpty();
            return null;
        }
    }

    private static void evaluate(String document, PolicyKind kind, RandomPolicies requests) {
        Policy policy = parse(document, kind);
        if (policy != null) {
            decide(policy, new PolicyRequest(USER, requests.action(), requests.resource(), requests.context()::get));
        }
    }

    private static Decision decide(Policy policy, PolicyRequest request) {
        AttachedPolicy attached = new AttachedPolicy("fuzz", policy);
        boolean ofPrincipal = !policy.kind().namesPrincipals();
        return Evaluation.decide(
                request,
                new PrincipalPolicies(ofPrincipal ? List.of(attached) : List.of(), null, null, Map.of()),
                ResourceRule.of("111111111111", ofPrincipal ? null : attached));
    }

    @Test
    @Timeout(60)
    void randomBytesAndMutations() {
        long seed = Long.getLong("gramme.seed", System.nanoTime());
        System.out.println("Policy documents with seed " + seed);
        Random random = new Random(seed);
        RandomPolicies policies = new RandomPolicies(random);
        PolicyKind[] kinds = PolicyKind.values();
        for (int at = 0; at < CASES; at++) {
            PolicyKind kind = kinds[random.nextInt(kinds.length)];
            byte[] bytes;
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(64)];
                random.nextBytes(bytes);
            } else {
                List<String> principals = kind.namesPrincipals() ? List.of("111111111111") : List.of();
                bytes = policies.document(principals).getBytes(StandardCharsets.UTF_8);
                mutate(bytes, random);
            }
            evaluate(new String(bytes, StandardCharsets.ISO_8859_1), kind, policies);
        }
    }

    /** Any text as a document of each kind; one that is taken decides the same however it is spaced and escaped. */
    @FuzzTest
    void fuzzedDocuments(byte[] bytes) {
        String document = new String(bytes, StandardCharsets.UTF_8);
        for (PolicyKind kind : PolicyKind.values()) {
            Policy policy = parse(document, kind);
            if (policy == null) {
                continue;
            }
            Object tree = CaseFile.tree(new JsonReader(document.getBytes(StandardCharsets.UTF_8)));
            Policy again = isOfTexts(tree) ? Policy.parse(Client.json(tree), kind) : policy;
            RandomPolicies requests = new RandomPolicies(new Random(bytes.length));
            for (int at = 0; at < 8; at++) {
                Map<String, List<String>> context = requests.context();
                PolicyRequest request = new PolicyRequest(USER, requests.action(), requests.resource(), context::get);
                assertThat(decide(again, request).outcome())
                        .isEqualTo(decide(policy, request).outcome());
            }
            for (Statement statement : policy.statements()) {
                CaseFile.tree(new JsonReader(
                        document.substring(statement.from(), statement.to()).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Numbers may be written in several ways, which policies tell apart. */
    private static boolean isOfTexts(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> map.values().stream().allMatch(PolicyFuzzTest::isOfTexts);
            case List<?> list -> list.stream().allMatch(PolicyFuzzTest::isOfTexts);
            case Number ignored -> false;
            case null, default -> true;
        };
    }

    private static void mutate(byte[] bytes, Random random) {
        for (int count = random.nextInt(4); count > 0; count--) {
            int at = random.nextInt(bytes.length);
            int from = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = bytes[from];
                default -> {
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
    }

    private static String allowing(String resource, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\""
                + resource + "\"" + (condition.isEmpty() ? "" : ",\"Condition\":" + condition) + "}}";
    }

    /** Each would take for ever, or all of the stack, where something is done more than once for each character. */
    @Test
    @Timeout(20)
    void hugeDocumentsTakeLittleTime() {
        int most = Policy.MAX_CHARACTERS - 200;
        String text = "a".repeat(100_000);
        for (String hostile : List.of(
                "*a".repeat(most / 2),
                "a*".repeat(most / 2) + "b",
                "?".repeat(most),
                "*?".repeat(most / 2),
                "*" + "a".repeat(most - 1) + "*",
                "${*}".repeat(most / 4),
                "${x:a}".repeat(most / 6),
                "*" + "aab".repeat(most / 3) + "*")) {
            Policy policy =
                    parse(allowing("*", "{\"StringLike\":{\"x:text\":\"" + hostile + "\"}}"), PolicyKind.IDENTITY);
            assertThat(policy).isNotNull();
            decide(policy, new PolicyRequest(USER, "a:b", "*", key -> List.of(key.equals("x:a") ? "a" : text)));
        }
        assertThat(parse("[".repeat(most), PolicyKind.IDENTITY)).isNull();
        assertThat(parse("{\"Statement\":".repeat(most / 13), PolicyKind.IDENTITY))
                .isNull();
        String small = "{\"Effect\":\"Deny\",\"Action\":\"a:b\",\"Resource\":\"*\"}";
        String many = "{\"Id\":\"\u00e9\",\"Statement\":[" + (small + ",").repeat(most / 60) + small + "]}";
        Policy policy = Policy.parse(many, PolicyKind.IDENTITY);
        Statement last = policy.statements().getLast();
        assertThat(many.substring(last.from(), last.to())).isEqualTo(small);
        decide(policy, new PolicyRequest(USER, "a:c", "*", key -> null));
    }
}
