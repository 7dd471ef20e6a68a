package dev.gramme.acceptance.demo;

import dev.gramme.acceptance.load.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The npm package vega-datasets: real data under free licences. Fetched once into a folder. */
record DataFiles(Path folder) {
    private static final String PACKAGE = "vega-datasets@2.11.0";

    static DataFiles fetch(Path cache) throws IOException, InterruptedException {
        Path data = cache.resolve("package/data");
        if (!Files.exists(data.resolve("movies.json"))) {
            Files.createDirectories(cache);
            System.out.println("Fetching " + PACKAGE + " from the npm registry ...");
            run(cache, "npm", "pack", "--silent", PACKAGE);
            run(cache, "tar", "xzf", "vega-datasets-2.11.0.tgz");
        }
        return new DataFiles(data);
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("The demo needs the command " + command[0] + ", which is not installed", e);
        }
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("This command failed: " + String.join(" ", command));
        }
    }

    List<Map<String, @Nullable Object>> read(String file) throws IOException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object row : Json.array(Json.parse(Files.readAllBytes(folder.resolve(file))))) {
            rows.add(Json.object(row));
        }
        return rows;
    }
}
