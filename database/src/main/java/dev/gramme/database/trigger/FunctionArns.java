package dev.gramme.database.trigger;

import dev.gramme.database.api.Call;

/** Functions are named by a name, a part of an ARN or an ARN, each with or without a version behind it. */
final class FunctionArns {
    private static final String PREFIX = "arn:aws:lambda:";
    private static final String KIND = "function:";

    private FunctionArns() {}

    /** The whole ARN, in the caller's account and region where the name does not say. */
    static String of(Call call, String name) {
        if (name.startsWith("arn:")) {
            return name;
        }
        int kind = name.indexOf(KIND);
        String account = kind > 0 ? name.substring(0, kind - 1) : call.accountId();
        String plain = kind < 0 ? name : name.substring(kind + KIND.length());
        return PREFIX + call.region() + ":" + account + ":" + KIND + plain;
    }

    /** The function's name alone. */
    static String name(String arn) {
        String rest = arn.substring(arn.indexOf(KIND) + KIND.length());
        int version = rest.indexOf(':');
        return version < 0 ? rest : rest.substring(0, version);
    }
}
