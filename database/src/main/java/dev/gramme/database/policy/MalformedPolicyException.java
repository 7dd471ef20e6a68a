package dev.gramme.database.policy;

/** A document is no policy. The message is IAM's; each service has an error of its own to carry it. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPolicyException(String message) {
        super(message, null, false, false);
    }

    static MalformedPolicyException syntax() {
        return new MalformedPolicyException("Syntax errors in policy.");
    }

    static MalformedPolicyException legacy() {
        return new MalformedPolicyException("The policy failed legacy parsing");
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
