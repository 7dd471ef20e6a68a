package dev.gramme.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine that is measured on, and what else it does (source: proc(5), so Linux only). */
final class Machine {
    private Machine() {}

    /** Its processors and memory, and the Java runtime. */
    static String describe() throws IOException {
        long gigabytes = Math.round(number("MemTotal:", Path.of("/proc/meminfo")) / (1024.0 * 1024.0));
        return "%d × %s, %d GB, Linux %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        after("model name", Path.of("/proc/cpuinfo")),
                        gigabytes,
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** How many threads wanted a processor, over the last minute. */
    static double load() throws IOException {
        String line = Files.readString(Path.of("/proc/loadavg"));
        return Double.parseDouble(line.substring(0, line.indexOf(' ')));
    }

    private static long number(String name, Path file) throws IOException {
        return Long.parseLong(after(name, file).replaceAll("\\D", ""));
    }

    private static String after(String name, Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "unknown";
    }
}
