package dev.gramme.database.kms;

import dev.gramme.model.kms.KeyMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A key as the catalog keeps it; its material lies elsewhere.
 *
 * @param id a UUID
 * @param createdMillis milliseconds since 1970
 * @param managed whether it belongs to a service and nobody but the service uses it
 * @param spec what it is made of
 * @param usage what it is for
 * @param deletionMillis when its material is deleted, where it is pending deletion; 0 otherwise
 * @param policy a JSON document
 * @param rotation how often it gets new material by itself
 * @param materials the oldest first: a ciphertext names the one it was made with by its place, from 1
 */
record KmsKey(
        String accountId,
        String region,
        String id,
        long createdMillis,
        String description,
        boolean managed,
        KeySpec spec,
        String usage,
        State state,
        long deletionMillis,
        String policy,
        Map<String, String> tags,
        Rotation rotation,
        List<Material> materials) {
    /** The states a key made here can be in, as the API names them. */
    enum State {
        ENABLED("Enabled"),
        DISABLED("Disabled"),
        PENDING_DELETION("PendingDeletion");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }

        String shown() {
            return shown;
        }
    }

    /**
     * Rotation by itself.
     *
     * @param periodDays kept while it is off
     * @param nextMillis when it is due; 0 where it is off
     */
    record Rotation(boolean enabled, int periodDays, long nextMillis) {
        static final Rotation OFF = new Rotation(false, 365, 0);

        static Rotation yearly(long nowMillis) {
            return new Rotation(true, OFF.periodDays(), nowMillis + TimeUnit.DAYS.toMillis(OFF.periodDays()));
        }
    }

    /**
     * What tells one key material from another; not the material itself.
     *
     * @param id 64 hexadecimal digits
     * @param sinceMillis when it became the current one
     * @param rotationType AUTOMATIC or ON_DEMAND; empty for the first
     */
    record Material(String id, long sinceMillis, String rotationType) {
        static final String AUTOMATIC = "AUTOMATIC";
        static final String ON_DEMAND = "ON_DEMAND";
    }

    String arn() {
        return "arn:aws:kms:" + region + ":" + accountId + ":key/" + id;
    }

    boolean isEnabled() {
        return state == State.ENABLED;
    }

    /** The place of the current material, from 1. */
    int version() {
        return materials.size();
    }

    Material material() {
        return materials.getLast();
    }

    KmsKey withDescription(String changed) {
        return copy(changed, state, deletionMillis, policy, tags, rotation, materials);
    }

    KmsKey withState(State changed, long deletion) {
        return copy(description, changed, deletion, policy, tags, rotation, materials);
    }

    KmsKey withPolicy(String changed) {
        return copy(description, state, deletionMillis, changed, tags, rotation, materials);
    }

    KmsKey withTags(Map<String, String> changed) {
        return copy(description, state, deletionMillis, policy, Map.copyOf(changed), rotation, materials);
    }

    KmsKey withRotation(Rotation changed) {
        return copy(description, state, deletionMillis, policy, tags, changed, materials);
    }

    KmsKey withMaterial(Material added) {
        List<Material> all = new ArrayList<>(materials);
        all.add(added);
        return copy(description, state, deletionMillis, policy, tags, rotation, List.copyOf(all));
    }

    private KmsKey copy(
            String newDescription,
            State newState,
            long newDeletion,
            String newPolicy,
            Map<String, String> newTags,
            Rotation newRotation,
            List<Material> newMaterials) {
        return new KmsKey(
                accountId,
                region,
                id,
                createdMillis,
                newDescription,
                managed,
                spec,
                usage,
                newState,
                newDeletion,
                newPolicy,
                newTags,
                newRotation,
                newMaterials);
    }

    /** As the API shows it. */
    KeyMetadata metadata() {
        return KeyMetadata.builder()
                .awsAccountId(accountId)
                .keyId(id)
                .arn(arn())
                .creationDate(Instant.ofEpochMilli(createdMillis))
                .enabled(isEnabled())
                .description(description)
                .keyUsage(usage)
                .keyState(state.shown())
                .deletionDate(deletionDate())
                .origin("AWS_KMS")
                .keyManager(managed ? "AWS" : "CUSTOMER")
                .customerMasterKeySpec(spec.name())
                .keySpec(spec.name())
                .encryptionAlgorithms(algorithms(KeySpec.ENCRYPT_DECRYPT))
                .signingAlgorithms(algorithms(KeySpec.SIGN_VERIFY))
                .keyAgreementAlgorithms(algorithms(KeySpec.KEY_AGREEMENT))
                .macAlgorithms(algorithms(KeySpec.GENERATE_VERIFY_MAC))
                .multiRegion(false)
                .currentKeyMaterialId(materialId())
                .build();
    }

    @Nullable
    Instant deletionDate() {
        return deletionMillis == 0 ? null : Instant.ofEpochMilli(deletionMillis);
    }

    /** What it does by these algorithms, as the API shows it; null where it is for something else. */
    @Nullable
    List<String> algorithms(String use) {
        return use.equals(usage) ? spec.algorithms(use) : null;
    }

    boolean isSymmetric() {
        return spec == KeySpec.SYMMETRIC_DEFAULT;
    }

    /** The id of the current material, which only keys tell that can have several. */
    @Nullable
    String materialId() {
        return isSymmetric() ? material().id() : null;
    }

    /** Refuses a key that is for something else. */
    void requireUsage(String use, String action) {
        if (!use.equals(usage)) {
            throw KmsFault.badUsage(arn() + " key usage is " + usage + " which is not valid for " + name(action) + ".");
        }
    }

    /** Refuses a key that is not for symmetric encryption. */
    void requireSymmetric(String action) {
        requireUsage(KeySpec.ENCRYPT_DECRYPT, action);
        if (!isSymmetric()) {
            throw KmsFault.badUsage(arn() + " key spec is " + spec + " which is not valid for " + name(action) + ".");
        }
    }

    /** Refuses what only keys for symmetric encryption know. */
    void requireSymmetricFor(String action) {
        if (!isSymmetric()) {
            throw KmsFault.unsupported(
                    arn() + " key spec is " + spec + " which is not valid for " + name(action) + ".");
        }
    }

    /** Refuses an algorithm that the key does not know for a use. */
    void requireAlgorithm(String use, String algorithm) {
        if (!spec.algorithms(use).contains(algorithm)) {
            throw KmsFault.badUsage("You cannot use algorithm " + algorithm + " with key " + arn() + ".");
        }
    }

    /** The operation of an action. */
    private static String name(String action) {
        return action.substring(action.indexOf(':') + 1);
    }

    /** Refuses a key that cannot be used now. */
    void requireEnabled() {
        requireNotPending();
        if (!isEnabled()) {
            throw KmsFault.disabled(arn());
        }
    }

    /** Refuses a key that is about to be deleted. */
    void requireNotPending() {
        if (state == State.PENDING_DELETION) {
            throw KmsFault.invalidState(arn() + " is pending deletion.");
        }
    }
}
