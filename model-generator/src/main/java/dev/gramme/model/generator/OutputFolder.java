package dev.gramme.model.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Where sources go. A file that would not change is left alone, so that the compiler has nothing to do for it. */
final class OutputFolder {
    private final Path root;
    private final Set<Path> written = new HashSet<>();

    OutputFolder(Path root) {
        this.root = root;
    }

    void write(String packageName, String typeName, String content) throws IOException {
        Path file = root.resolve(packageName.replace('.', '/')).resolve(typeName + ".java");
        if (!written.add(file)) {
            throw new IllegalStateException("Two shapes make the same file: " + file);
        }
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(content)) {
            Files.writeString(file, content);
        }
    }

    /** Removes what an earlier run left and this one did not write. */
    void removeOthers() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
