package dev.gramme.database.kms;

import dev.gramme.database.api.Operation;
import dev.gramme.database.authorize.ResourcePolicies;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.env.Environment;
import dev.gramme.database.table.EncryptionKeys;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.work.Worker;
import java.util.List;

/** The parts of KMS, put together. */
public final class KmsFeature {
    private final Keys keys;
    private final Grants grants;
    private final KeyWorker worker;
    private final EncryptionKeys encryptionKeys;
    private final ResourcePolicies policies;
    private final List<Operation<?, ?>> operations;

    /**
     * Opens what there is of keys.
     *
     * @param keyService wraps key material
     */
    public KmsFeature(Environment environment, SystemRecords records, KeyService keyService) {
        Materials materials = new Materials(records, keyService, environment);
        this.keys = new Keys(records, materials, environment);
        KeyNames names = new KeyNames(keys);
        KeyAccess access = new KeyAccess(keys, names);
        Ciphertexts ciphertexts = new Ciphertexts(keys, materials);
        this.grants = new Grants(records);
        KeyUse use = new KeyUse(names, access, ciphertexts, materials, grants);
        this.policies = new StoredKeyPolicies(keys, grants);
        this.encryptionKeys = new KeysOfTables(keys, names, access, ciphertexts, grants, environment);
        this.worker = new KeyWorker(keys, grants, environment);
        this.operations = List.of(
                new CancelKeyDeletion(keys, names, access),
                new CreateAlias(keys, names, access),
                new CreateGrant(grants, names, access, environment),
                new CreateKey(keys),
                new Decrypt(use),
                new DeleteAlias(keys, access),
                new DeriveSharedSecret(use, materials),
                new DescribeKey(grants, names, access),
                new DisableKey(keys, names, access),
                new DisableKeyRotation(keys, names, access),
                new EnableKey(keys, names, access),
                new EnableKeyRotation(keys, names, access, environment),
                new Encrypt(use),
                new GenerateDataKey(use, environment),
                new GenerateDataKeyPair(use, materials),
                new GenerateDataKeyPairWithoutPlaintext(use, materials),
                new GenerateDataKeyWithoutPlaintext(use, environment),
                new GenerateMac(use, materials),
                new GenerateRandom(environment),
                new GetKeyPolicy(names, access),
                new GetKeyRotationStatus(names, access),
                new GetPublicKey(use, materials),
                new ListAliases(keys, names),
                new ListGrants(grants, names, access),
                new ListKeyPolicies(names, access),
                new ListKeyRotations(names, access),
                new ListKeys(keys),
                new ListResourceTags(names, access),
                new ListRetirableGrants(grants, keys),
                new PutKeyPolicy(keys, names, access),
                new ReEncrypt(use),
                new RetireGrant(grants, names, keys, access),
                new RevokeGrant(grants, names, access),
                new RotateKeyOnDemand(keys, names, access),
                new ScheduleKeyDeletion(keys, names, access, environment),
                new Sign(use, materials),
                new TagResource(keys, names, access),
                new UntagResource(keys, names, access),
                new UpdateAlias(keys, names, access),
                new UpdateKeyDescription(keys, names, access),
                new Verify(use, materials),
                new VerifyMac(use, materials));
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }

    /** The keys that tables are encrypted under. */
    public EncryptionKeys encryptionKeys() {
        return encryptionKeys;
    }

    /** Where authorisation finds the policies and grants of keys. */
    public ResourcePolicies policies() {
        return policies;
    }

    /** Does what is due with keys. */
    public Worker worker() {
        return worker;
    }

    /** Takes over what another server changed. */
    public void refresh() {
        keys.refresh();
        grants.refresh();
    }
}
