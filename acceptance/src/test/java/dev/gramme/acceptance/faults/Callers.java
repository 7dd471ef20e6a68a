package dev.gramme.acceptance.faults;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which of some processes of this machine a connection comes from (source: proc(5), so Linux only). */
final class Callers {
    private static final Path PROC = Path.of("/proc");
    private static final String ESTABLISHED = "01";

    private final Map<String, String> names;
    private final Map<Path, String> known = new ConcurrentHashMap<>();

    /** @param names of processes, by what their command lines hold */
    Callers(Map<String, String> names) {
        this.names = names;
    }

    /** The name of the process at the other end of an accepted connection; null where it is none of them. */
    @Nullable
    String find(Socket accepted) throws IOException {
        String inode = inode(accepted.getPort(), accepted.getLocalPort());
        if (inode != null) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
                for (Path process : processes) {
                    String name = name(process);
                    if (name != null && holds(process, "socket:[" + inode + "]")) {
                        return name;
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable String inode(int port, int remotePort) throws IOException {
        for (String table : new String[] {"tcp", "tcp6"}) {
            for (String line : Files.readAllLines(PROC.resolve("net").resolve(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (isPort(fields[1], port) && isPort(fields[2], remotePort) && fields[3].equals(ESTABLISHED)) {
                    return fields[9];
                }
            }
        }
        return null;
    }

    private static boolean isPort(String address, int port) {
        return address.endsWith(String.format(":%04X", port));
    }

    private @Nullable String name(Path process) {
        return known.computeIfAbsent(process, path -> {
            try {
                String line = new String(Files.readAllBytes(path.resolve("cmdline")), StandardCharsets.UTF_8);
                for (Map.Entry<String, String> name : names.entrySet()) {
                    if ((line + '\0').contains(name.getKey() + '\0')) {
                        return name.getValue();
                    }
                }
            } catch (IOException e) {
                // it is gone
            }
            return null;
        });
    }

    private static boolean holds(Path process, String link) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(link)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // it is gone, or this file is
        }
        return false;
    }
}
