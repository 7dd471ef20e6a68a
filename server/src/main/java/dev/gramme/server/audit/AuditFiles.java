package dev.gramme.server.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Files of records, one a line: {@code audit.jsonl}, and those that were closed, {@code audit-TIME.jsonl.gz}, named
 * after when that was. Each start begins a new one. Readable by their owner only. Written by one thread.
 */
final class AuditFiles implements AutoCloseable {
    private static final String CURRENT = "audit.jsonl";
    private static final String CLOSED = ".jsonl";
    private static final String COMPRESSED = ".jsonl.gz";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Lines of one old file that are looked at. */
    private static final int MOST_LINES = 5_000;

    private final Path directory;
    private final AuditSettings settings;

    /** Names, without their endings, of the files that were there at the start, newest first. */
    private final List<String> before;

    private FileChannel channel;
    private long openedMillis;

    AuditFiles(Path directory, AuditSettings settings, long nowMillis) throws IOException {
        this.directory = directory;
        this.settings = settings;
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new IOException("The audit log cannot be kept in " + directory + ": it is not a directory");
        }
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path current = directory.resolve(CURRENT);
        if (Files.exists(current) && Files.size(current) > 0) {
            Files.move(current, directory.resolve(freeName(nowMillis) + CLOSED));
        }
        this.before = closedNames();
        this.channel = open(nowMillis);
    }

    private FileChannel open(long nowMillis) throws IOException {
        openedMillis = nowMillis;
        return FileChannel.open(
                directory.resolve(CURRENT),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Writes records to the disk: all of them, or none where it fails. */
    void write(List<byte[]> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        long before = channel.size();
        int length = records.stream().mapToInt(record -> record.length + 1).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length);
        records.forEach(record -> bytes.put(record).put((byte) '\n'));
        bytes.flip();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    /** Called now and then: closes a file that is large or old, compresses what is closed, deletes what is too much. */
    void turn(long nowMillis) throws IOException {
        long size = channel.size();
        boolean old = nowMillis - openedMillis > settings.fileAge().toMillis();
        if (size > settings.fileBytes() || (size > 0 && old)) {
            channel.close();
            Files.move(directory.resolve(CURRENT), directory.resolve(freeName(nowMillis) + CLOSED));
            channel = open(nowMillis);
        }
        for (String name : closedNames()) {
            Path plain = directory.resolve(name + CLOSED);
            if (Files.exists(plain)) {
                compress(plain, directory.resolve(name + COMPRESSED));
            }
        }
        prune(nowMillis);
    }

    private String freeName(long nowMillis) {
        long millis = nowMillis;
        while (true) {
            String name = "audit-" + TIME.format(Instant.ofEpochMilli(millis));
            if (!Files.exists(directory.resolve(name + CLOSED))
                    && !Files.exists(directory.resolve(name + COMPRESSED))) {
                return name;
            }
            millis++;
        }
    }

    /** Names without their endings, newest first. */
    private List<String> closedNames() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "audit-*.jsonl*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(CLOSED) || name.endsWith(COMPRESSED)) {
                    names.add(name.substring(0, name.lastIndexOf(CLOSED)));
                }
            }
        }
        return List.copyOf(names.descendingSet());
    }

    private static void compress(Path plain, Path compressed) throws IOException {
        Path draft = compressed.resolveSibling("compressing");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(draft))) {
            Files.copy(plain, out);
        }
        Files.move(draft, compressed, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(plain);
    }

    private void prune(long nowMillis) throws IOException {
        long total = 0;
        for (String name : closedNames()) {
            Path file = directory.resolve(name + COMPRESSED);
            if (!Files.exists(file)) {
                continue;
            }
            total += Files.size(file);
            long age = nowMillis - Files.getLastModifiedTime(file).toMillis();
            if (total > settings.totalBytes() || age > settings.kept().toMillis()) {
                Files.delete(file);
            }
        }
    }

    /** Shows the records of processes before this one, newest first, for as long as they are taken. */
    void readBefore(Predicate<byte[]> taken) throws IOException {
        for (String name : before) {
            Path plain = directory.resolve(name + CLOSED);
            Path compressed = directory.resolve(name + COMPRESSED);
            List<byte[]> lines;
            if (Files.exists(compressed)) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
                    lines = newestFirst(in);
                }
            } else if (Files.exists(plain)) {
                try (InputStream in = Files.newInputStream(plain)) {
                    lines = newestFirst(in);
                }
            } else {
                continue;
            }
            for (byte[] line : lines) {
                if (!taken.test(line)) {
                    return;
                }
            }
        }
    }

    private static List<byte[]> newestFirst(InputStream in) throws IOException {
        Deque<byte[]> last = new ArrayDeque<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            // What a crash cut off is no record; calls on items are not looked up.
            if (line.endsWith("}") && line.contains("\"managementEvent\":true")) {
                last.addFirst(line.getBytes(StandardCharsets.UTF_8));
                if (last.size() > MOST_LINES) {
                    last.removeLast();
                }
            }
        }
        return Collections.unmodifiableList(new ArrayList<>(last));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
