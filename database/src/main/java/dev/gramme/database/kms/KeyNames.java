package dev.gramme.database.kms;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds keys by what callers call them: id, ARN, alias or the ARN of an alias. */
final class KeyNames {
    static final String ALIAS = "alias/";
    /** Aliases of keys that belong to services. */
    static final String RESERVED = "alias/aws/";

    static final String OF_DYNAMODB = "alias/aws/dynamodb";

    private static final String KEY = "key/";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int ARN_PARTS = 6;

    private final Keys keys;

    /**
     * Where a name points.
     *
     * @param resource {@code key/...} or {@code alias/...}
     */
    private record Place(String accountId, String region, String resource) {}

    KeyNames(Keys keys) {
        this.keys = keys;
    }

    /** The key of a name of any form. */
    KmsKey require(Call call, @Nullable String given) {
        Place place = place(call, given == null ? "" : given);
        return place.resource().startsWith(ALIAS) ? byAlias(call, place) : byId(place);
    }

    /** The key of an ARN, whoever asks. */
    KmsKey byArn(String arn) {
        String[] parts = arn.split(":", ARN_PARTS);
        return byId(new Place(parts[4], parts[3], parts[5]));
    }

    /** The key of an id or of the ARN of a key, for what does not take aliases. */
    KmsKey requireById(Call call, @Nullable String given) {
        String name = given == null ? "" : given;
        if (name.startsWith(ALIAS)) {
            throw KmsFault.badKeyId(name);
        }
        Place place = place(call, name);
        if (place.resource().startsWith(ALIAS)) {
            throw KmsFault.badArn("Key Aliases are not supported for this operation.");
        }
        return byId(place);
    }

    /** The key of an id or ARN, which must be the caller's own account's and no service's. */
    KmsKey requireOwn(Call call, @Nullable String given, String action) {
        KmsKey key = requireById(call, given);
        if (key.managed() || !key.accountId().equals(call.accountId())) {
            throw denied(call, action, key.arn());
        }
        return key;
    }

    /** Refuses to use a key that belongs to a service. */
    static void requireCustomer(Call call, KmsKey key, String action) {
        if (key.managed()) {
            throw denied(call, action, key.arn());
        }
    }

    static DynamoException denied(Call call, String action, String arn) {
        return new DynamoException(
                ErrorCode.ACCESS_DENIED,
                "User: " + call.caller().arn() + " is not authorized to perform: " + action + " on resource: " + arn
                        + " because no resource-based policy allows the " + action + " action");
    }

    private static Place place(Call call, String name) {
        if (!name.startsWith("arn:")) {
            String resource = name.startsWith(ALIAS) ? name : KEY + name;
            return new Place(call.accountId(), call.region(), resource);
        }
        String[] parts = name.split(":", ARN_PARTS);
        if (parts.length < ARN_PARTS || !parts[2].equals("kms")) {
            throw KmsFault.badArn("Invalid arn " + name);
        }
        if (!parts[3].equals(call.region())) {
            throw new DynamoException(ErrorCode.KMS_NOT_FOUND, "Invalid arn " + parts[3]);
        }
        if (!parts[5].startsWith(KEY) && !parts[5].startsWith(ALIAS)) {
            throw KmsFault.badArn("Invalid arn " + name);
        }
        return new Place(parts[4], parts[3], parts[5]);
    }

    private KmsKey byId(Place place) {
        String id = place.resource().substring(KEY.length());
        if (!ID.matcher(id).matches()) {
            throw KmsFault.badKeyId(id);
        }
        KmsKey key = keys.find(id);
        if (key == null
                || !key.accountId().equals(place.accountId())
                || !key.region().equals(place.region())) {
            throw KmsFault.noKey("arn:aws:kms:" + place.region() + ":" + place.accountId() + ":" + place.resource());
        }
        return key;
    }

    private KmsKey byAlias(Call call, Place place) {
        if (place.resource().equals(OF_DYNAMODB) && place.accountId().equals(call.accountId())) {
            return keys.ofDynamoDb(place.accountId(), place.region());
        }
        String arn = Alias.arn(place.accountId(), place.region(), place.resource());
        Alias alias = keys.findAlias(arn);
        KmsKey key = alias == null ? null : keys.find(alias.keyId());
        if (key == null) {
            throw KmsFault.noAlias(arn);
        }
        return key;
    }
}
