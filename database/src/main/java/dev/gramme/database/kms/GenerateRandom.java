package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.Blob;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.GenerateRandomRequest;
import dev.gramme.model.kms.GenerateRandomResponse;
import dev.gramme.model.kms.Operations;

/** GenerateRandom: bytes nobody can guess. */
public final class GenerateRandom implements Operation<GenerateRandomRequest, GenerateRandomResponse> {
    private final Environment environment;

    GenerateRandom(Environment environment) {
        this.environment = environment;
    }

    @Override
    public OperationShape<GenerateRandomRequest, GenerateRandomResponse> shape() {
        return Operations.GENERATE_RANDOM;
    }

    @Override
    public GenerateRandomResponse run(Call call, GenerateRandomRequest request) {
        KeyUse.requireNoRecipient(request.recipient());
        if (request.customKeyStoreId() != null) {
            throw KmsFault.unsupported("Gramme has no custom key stores");
        }
        Integer size = request.numberOfBytes();
        if (size == null) {
            throw DynamoException.validation("NumberOfBytes is required.");
        }
        byte[] random = new byte[size];
        environment.random(random);
        return GenerateRandomResponse.builder().plaintext(Blob.of(random)).build();
    }
}
