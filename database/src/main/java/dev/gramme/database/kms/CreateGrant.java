package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.model.OperationShape;
import dev.gramme.model.kms.CreateGrantRequest;
import dev.gramme.model.kms.CreateGrantResponse;
import dev.gramme.model.kms.GrantConstraints;
import dev.gramme.model.kms.Operations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** CreateGrant: lets a principal use a key, beside what policies say. */
public final class CreateGrant implements Operation<CreateGrantRequest, CreateGrantResponse> {
    private static final Pattern PRINCIPAL = Pattern.compile("arn:aws:(iam|sts)::[0-9]{12}:.+");

    private final Grants grants;
    private final KeyNames names;
    private final KeyAccess access;
    private final Environment environment;

    CreateGrant(Grants grants, KeyNames names, KeyAccess access, Environment environment) {
        this.grants = grants;
        this.names = names;
        this.access = access;
        this.environment = environment;
    }

    @Override
    public OperationShape<CreateGrantRequest, CreateGrantResponse> shape() {
        return Operations.CREATE_GRANT;
    }

    @Override
    public List<Access> accesses(Call call, CreateGrantRequest request) {
        List<String> operations = Objects.requireNonNull(request.operations());
        return access.asking(call, shape().action(), request.keyId(), name -> switch (name) {
            case "kms:grantoperations" -> operations;
            case "kms:granteeprincipal" -> List.of(Objects.requireNonNull(request.granteePrincipal()));
            case "kms:retiringprincipal" ->
                request.retiringPrincipal() == null ? null : List.of(request.retiringPrincipal());
            case "kms:grantisforawsresource" -> List.of("false");
            default -> null;
        });
    }

    @Override
    public CreateGrantResponse run(Call call, CreateGrantRequest request) {
        grants.requireTokens(request.grantTokens());
        KmsKey key = names.requireById(call, request.keyId());
        KeyNames.requireCustomer(call, key, shape().action());
        key.requireEnabled();
        Grant draft = draft(call, key, request);
        KeyUse.endDryRun(request.dryRun());
        Grant grant = grants.create(draft);
        return CreateGrantResponse.builder()
                .grantToken(grants.token(grant))
                .grantId(grant.id())
                .build();
    }

    private Grant draft(Call call, KmsKey key, CreateGrantRequest request) {
        GrantConstraints constraints = request.constraints();
        Map<String, String> subset = constraints == null ? null : constraints.encryptionContextSubset();
        Map<String, String> exact = constraints == null ? null : constraints.encryptionContextEquals();
        if (subset != null && exact != null) {
            throw DynamoException.validation("A grant has one constraint at most");
        }
        String retiring = request.retiringPrincipal();
        List<String> operations = Objects.requireNonNull(request.operations());
        if (operations.isEmpty()) {
            throw DynamoException.validation("A grant must allow at least one operation");
        }
        return new Grant(
                Ids.digits(environment),
                key.id(),
                Objects.requireNonNullElse(request.name(), ""),
                environment.clockMillis(),
                principal(Objects.requireNonNull(request.granteePrincipal())),
                retiring == null ? "" : principal(retiring),
                call.accountId(),
                operations.stream().distinct().sorted().toList(),
                subset == null ? Map.of() : Map.copyOf(subset),
                exact == null ? Map.of() : Map.copyOf(exact));
    }

    private static String principal(String arn) {
        if (!PRINCIPAL.matcher(arn).matches()) {
            throw KmsFault.badArn("ARN does not refer to a valid principal: " + arn);
        }
        return arn;
    }
}
