package dev.gramme.server.cli;

import dev.gramme.database.identity.AccessKey;
import dev.gramme.database.identity.AccessKeys;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The accounts a server has, and the access keys of their roots. */
final class RootKeys {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "An account, 12 digits, with users, tables and a root of its own; may be given again for"
                    + " more. The first is everybody's where --auth=open. Default: 000000000000.")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--new-root-key",
            description = "Make a new access key of each account's root and show it; the old ones end.")
    private boolean renew;

    /** The accounts, in the order they were given; throws IllegalArgumentException for what is no account. */
    List<String> accounts(String otherwise) {
        for (String account : accounts) {
            if (!ACCOUNT.matcher(account).matches()) {
                throw new IllegalArgumentException("--account takes 12 digits, not '" + account + "'.");
            }
        }
        return accounts.isEmpty()
                ? List.of(otherwise)
                : accounts.stream().distinct().toList();
    }

    /** Makes what keys are missing. A secret is shown once: it is kept sealed and never told again. */
    void show(AccessKeys keys, List<String> ids, PrintWriter out) {
        boolean told = false;
        for (String account : ids) {
            AccessKey key = renew || !keys.hasRootKey(account) ? keys.renewRootKey(account) : null;
            told |= key != null;
            show(account, key, ids.size() > 1, out);
        }
        if (!told) {
            out.println("Requests must be signed. The root's access key was shown when it was made; --new-root-key"
                    + " makes another, --auth=open accepts any.");
        }
    }

    private static void show(String account, @Nullable AccessKey key, boolean several, PrintWriter out) {
        if (key == null) {
            return;
        }
        out.println("Requests must be signed. The root's access key" + (several ? " in account " + account : "")
                + ", shown this once:");
        out.println("  export AWS_ACCESS_KEY_ID=" + key.id());
        out.println("  export AWS_SECRET_ACCESS_KEY=" + key.secret());
    }
}
