package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.DeriveSharedSecretRequest;
import dev.gramme.model.kms.DeriveSharedSecretResponse;
import dev.gramme.model.kms.Operations;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import javax.crypto.KeyAgreement;

/** DeriveSharedSecret: the raw secret of a key's private key and somebody else's public key of the same curve. */
public final class DeriveSharedSecret implements Operation<DeriveSharedSecretRequest, DeriveSharedSecretResponse> {
    private final KeyUse use;
    private final Materials materials;

    DeriveSharedSecret(KeyUse use, Materials materials) {
        this.use = use;
        this.materials = materials;
    }

    @Override
    public OperationShape<DeriveSharedSecretRequest, DeriveSharedSecretResponse> shape() {
        return Operations.DERIVE_SHARED_SECRET;
    }

    @Override
    public List<Access> accesses(Call call, DeriveSharedSecretRequest request) {
        String algorithm = request.keyAgreementAlgorithm();
        return use.asking(
                call,
                shape().action(),
                request.keyId(),
                name -> name.equals("kms:keyagreementalgorithm") && algorithm != null ? List.of(algorithm) : null);
    }

    @Override
    public DeriveSharedSecretResponse run(Call call, DeriveSharedSecretRequest request) {
        use.requireTokens(request.grantTokens());
        KeyUse.requireNoRecipient(request.recipient());
        KmsKey key = use.openFor(
                call, request.keyId(), KeySpec.KEY_AGREEMENT, request.keyAgreementAlgorithm(), shape().action());
        byte[] secret = secret(key, Objects.requireNonNull(request.publicKey()).bytes());
        KeyUse.endDryRun(request.dryRun());
        return DeriveSharedSecretResponse.builder()
                .keyId(key.arn())
                .sharedSecret(Blob.of(secret))
                .keyAgreementAlgorithm(request.keyAgreementAlgorithm())
                .keyOrigin("AWS_KMS")
                .build();
    }

    private byte[] secret(KmsKey key, byte[] publicKey) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(materials.pair(key).privateKey());
            agreement.doPhase(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey)), true);
            return agreement.generateSecret();
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw DynamoException.validation("The public key is none of the curve " + key.spec() + ".");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks ECDH", e);
        }
    }
}
