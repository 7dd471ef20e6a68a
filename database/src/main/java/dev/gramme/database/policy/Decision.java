package dev.gramme.database.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What policies decide.
 *
 * @param layer the kind of policy that decided; for an implicit denial the one that was missing
 * @param match what decided; null for an implicit denial and for a root
 */
public record Decision(
        Outcome outcome, Layer layer, @Nullable Match match) {
    /** What comes of it. */
    public enum Outcome {
        ALLOWED,
        EXPLICITLY_DENIED,
        IMPLICITLY_DENIED
    }

    /** Kinds of policies, as errors call them. */
    public enum Layer {
        IDENTITY("an identity-based policy"),
        RESOURCE("a resource-based policy"),
        BOUNDARY("a permissions boundary"),
        SESSION("a session policy"),
        TRUST("the role trust policy");

        private final String words;

        Layer(String words) {
            this.words = words;
        }

        private String withoutArticle() {
            return words.substring(words.indexOf(' ') + 1);
        }
    }

    /** A statement that applied. */
    public record Match(AttachedPolicy policy, Statement statement) {}

    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /**
     * Why not, in AWS's words (IAM user guide, "Troubleshoot access denied error messages").
     *
     * @param request what was asked
     */
    public String refusal(PolicyRequest request) {
        String start = "User: " + request.subject().arn() + " is not authorized to perform: " + request.action()
                + " on resource: " + request.resource();
        return switch (outcome) {
            case ALLOWED ->
                throw new IllegalStateException("allowed by " + layer.name().toLowerCase(Locale.ROOT));
            case EXPLICITLY_DENIED -> start + " with an explicit deny in " + layer.words;
            case IMPLICITLY_DENIED ->
                start + " because no " + layer.withoutArticle() + " allows the " + request.action() + " action";
        };
    }
}
