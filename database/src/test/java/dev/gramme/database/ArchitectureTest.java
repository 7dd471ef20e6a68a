package dev.gramme.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package of the database may use which: the table of docs/architecture.md, checked. */
class ArchitectureTest {
    private static final String ROOT = "dev.gramme.database";

    /** From a package to the packages of this module it may use. The root builds the graph and may use all. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("env", Set.of()),
            Map.entry("api", Set.of()),
            Map.entry("expression", Set.of("api")),
            Map.entry("audit", Set.of("api")),
            Map.entry("policy", Set.of("api")),
            Map.entry("authorize", Set.of("api", "env", "policy")),
            Map.entry("access", Set.of("api", "table")),
            Map.entry("crypto", Set.of("env")),
            Map.entry("cluster", Set.of("crypto", "env", "identity", "layout", "table")),
            Map.entry("layout", Set.of("crypto")),
            Map.entry("work", Set.of("env", "layout")),
            Map.entry("resource", Set.of("api", "policy")),
            Map.entry("table", Set.of("api", "env", "crypto", "expression", "layout", "resource", "work")),
            Map.entry("store", Set.of("api", "env", "crypto", "layout", "table")),
            Map.entry("capacity", Set.of()),
            Map.entry("identity", Set.of("api", "crypto", "env", "layout", "policy", "table", "work")),
            Map.entry("iam", Set.of("api", "identity", "policy")),
            Map.entry("kms", Set.of("api", "authorize", "crypto", "env", "layout", "policy", "table", "work")),
            Map.entry("sts", Set.of("api", "authorize", "env", "identity", "policy")),
            Map.entry("index", Set.of("api", "capacity", "layout", "table", "store", "work")),
            Map.entry("write", Set.of("access", "api", "expression", "capacity", "index", "table", "store")),
            Map.entry(
                    "transact",
                    Set.of(
                            "access",
                            "api",
                            "env",
                            "expression",
                            "capacity",
                            "index",
                            "layout",
                            "table",
                            "store",
                            "work",
                            "write")),
            Map.entry("backup", Set.of("api", "env", "crypto", "layout", "table", "store", "work")),
            Map.entry("ttl", Set.of("api", "env", "crypto", "layout", "table", "store", "work")),
            Map.entry("stream", Set.of("api", "env", "crypto", "layout", "resource", "table", "store", "work")),
            Map.entry("split", Set.of("env", "layout", "store", "stream", "table", "work")),
            Map.entry("doctor", Set.of("api", "backup", "crypto", "layout", "stream", "table", "ttl")),
            Map.entry("sharing", Set.of("api", "authorize", "env", "policy", "resource", "stream", "table")),
            Map.entry("kinesis", Set.of("api", "env", "layout", "stream", "table", "work")),
            Map.entry("trigger", Set.of("api", "env", "layout", "table", "stream", "work")),
            Map.entry("read", Set.of("access", "api", "expression", "capacity", "layout", "table", "store")),
            Map.entry(
                    "partiql",
                    Set.of("access", "api", "expression", "capacity", "table", "store", "write", "transact", "read")));

    /** What only the environment may touch. */
    private static final List<String> EFFECTS = List.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.util.UUID.randomUUID",
            "java.lang.Thread.sleep",
            "java.lang.Thread.ofVirtual",
            "java.lang.Thread.ofPlatform");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            String fromPackage = relative(from);
            if (fromPackage.isEmpty()) {
                continue;
            }
            assertThat(MAY_USE).as("a package the table does not know").containsKey(fromPackage);
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (target.getPackageName().startsWith(ROOT)) {
                    String to = relative(target);
                    if (!to.equals(fromPackage) && !MAY_USE.get(fromPackage).contains(to)) {
                        broken.add(fromPackage + " uses " + to + ": " + dependency.getDescription());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void onlyTheEnvironmentHasEffects() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            if (relative(from).equals("env")) {
                continue;
            }
            for (var call : from.getMethodCallsFromSelf()) {
                String target = call.getTargetOwner().getFullName() + "." + call.getName();
                boolean network = target.startsWith("java.net.") && !target.startsWith("java.net.URLEncoder.");
                if (EFFECTS.contains(target) || target.startsWith("java.io.File") || network) {
                    broken.add(call.getDescription());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static String relative(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }
}
