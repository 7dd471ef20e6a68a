package dev.gramme.server.cli;

import dev.gramme.server.RootKeySource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a root key is, in one word: {@code file:PATH}, {@code variable:NAME}, {@code keystore:FILE#ALIAS},
 * {@code pkcs11:FILE#ALIAS} or {@code kms:ARN}, to which {@code @URL} may be added.
 */
final class RootKeyPlace {
    private static final String PREFIX = "GRAMME_NEW_";

    private RootKeyPlace() {}

    /**
     * Reads it.
     *
     * @param variables of the process: names of secrets are those of the options, with NEW behind GRAMME where the old
     *     root key needs a secret of the same kind
     * @throws IOException with what is wrong, for people
     */
    static RootKeySource parse(String word, Map<String, String> variables) throws IOException {
        int colon = word.indexOf(':');
        String kind = colon < 0 ? "" : word.substring(0, colon);
        String rest = word.substring(colon + 1);
        if (rest.isEmpty()) {
            throw unknown(word);
        }
        return switch (kind) {
            case "file" -> new RootKeySource.OfFile(Path.of(rest));
            case "variable" -> new RootKeySource.OfVariable(rest, secret(rest, variables.get(rest)));
            case "keystore" -> {
                String[] parts = parts(word, rest);
                yield new RootKeySource.OfKeyStore(
                        Path.of(parts[0]), parts[1], secret(RootKeyOptions.PASSWORD_VARIABLE, variables));
            }
            case "pkcs11" -> {
                String[] parts = parts(word, rest);
                yield new RootKeySource.OfPkcs11(
                        Path.of(parts[0]), parts[1], secret(RootKeyOptions.PIN_VARIABLE, variables));
            }
            case "kms" -> {
                String[] parts = rest.split("@", 2);
                yield new RootKeySource.OfKms(parts[0], parts.length == 1 ? null : URI.create(parts[1]));
            }
            default -> throw unknown(word);
        };
    }

    private static String[] parts(String word, String rest) throws IOException {
        int mark = rest.lastIndexOf('#');
        if (mark <= 0 || mark == rest.length() - 1) {
            throw unknown(word);
        }
        return new String[] {rest.substring(0, mark), rest.substring(mark + 1)};
    }

    private static String secret(String name, Map<String, String> variables) throws IOException {
        String renamed = PREFIX + name.substring("GRAMME_".length());
        String given = variables.get(renamed);
        return secret(name, given == null ? variables.get(name) : given);
    }

    private static String secret(String name, @Nullable String value) throws IOException {
        if (value == null) {
            throw new IOException("The variable " + name + " is not set.");
        }
        return value;
    }

    private static IOException unknown(String word) {
        return new IOException("'" + word + "' is no place of a root key; places are file:PATH, variable:NAME,"
                + " keystore:FILE#ALIAS, pkcs11:FILE#ALIAS, kms:ARN and kms:ARN@URL.");
    }
}
