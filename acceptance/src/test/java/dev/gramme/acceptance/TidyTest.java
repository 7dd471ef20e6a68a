package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the sources: file and line length, method length, names, and no promises in place of work. */
class TidyTest {
    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 70;
    private static final int LINE_CHARACTERS = 120;
    private static final Pattern PROMISE = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern DRAWER = Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Base|Common)\\.java");
    private static final Pattern METHOD =
            Pattern.compile("    (?! |return|throw|else|@|//|\\*).*\\) ?(throws [\\w., ]+)?\\{");

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.toList()) {
                Path source = module.resolve("src");
                if (Files.isDirectory(source)) {
                    try (Stream<Path> files = Files.walk(source)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    @Test
    void sourcesAreTidy() throws IOException {
        List<String> untidy = new ArrayList<>();
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(100);
        for (Path file : sources) {
            check(file, Files.readAllLines(file), untidy);
        }
        assertThat(untidy).isEmpty();
    }

    private static void check(Path file, List<String> lines, List<String> untidy) {
        if (lines.size() > FILE_LINES) {
            untidy.add(file + ": " + lines.size() + " lines");
        }
        if (DRAWER.matcher(file.getFileName().toString()).matches()) {
            untidy.add(file + ": a name that says nothing");
        }
        int methodStart = -1;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            String where = file + ":" + (number + 1);
            if (line.length() > LINE_CHARACTERS && !line.contains("http")) {
                untidy.add(where + ": " + line.length() + " characters");
            }
            if (PROMISE.matcher(line).find()) {
                untidy.add(where + ": a promise");
            }
            if (METHOD.matcher(line).matches()) {
                methodStart = number;
            } else if (line.equals("    }") && methodStart >= 0) {
                if (number - methodStart > METHOD_LINES) {
                    untidy.add(file + ":" + (methodStart + 1) + ": a method of " + (number - methodStart) + " lines");
                }
                methodStart = -1;
            }
        }
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<Path> without = new ArrayList<>();
        for (Path file : sources()) {
            if (file.toString().contains("/src/main/") && !Files.exists(file.resolveSibling("package-info.java"))) {
                without.add(file.getParent());
            }
        }
        assertThat(without).isEmpty();
    }
}
