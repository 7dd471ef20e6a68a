package dev.gramme.database.kms;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Conditions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs of keys that are made for use elsewhere. */
final class DataKeyPairs {
    private DataKeyPairs() {}

    /** What a pair is to be made of; refuses what this Java runtime does not make. */
    static KeySpec require(@Nullable String name) {
        KeySpec spec = name == null ? null : KeySpec.find(name);
        if (spec == null || !spec.isPair()) {
            throw KmsFault.unsupported("Gramme makes no pairs of keys with KeyPairSpec " + name);
        }
        return spec;
    }

    /** The access where policies can ask for the kind of pair, too. */
    static Access asking(Access access, @Nullable String spec) {
        Conditions ofRequest = name -> name.equals("kms:datakeypairspec") && spec != null ? List.of(spec) : null;
        return new Access(access.action(), access.resource(), ofRequest.or(access.conditions()));
    }
}
