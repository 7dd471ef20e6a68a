package dev.gramme.kv.rocksdb;

import dev.gramme.kv.rocksdb.WrittenLog.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A copy of a store as a stopped process had it, from which images of it after a loss of power are made. */
final class FrozenStore {
    private static final int SECTOR = 512;
    /** The last eight bytes of a table file that is complete, in the order they lie there. */
    private static final byte[] TABLE_END = {
        (byte) 0xf7, (byte) 0xcf, (byte) 0xf4, (byte) 0x85, (byte) 0xb7, 0x41, (byte) 0xe2, (byte) 0x88
    };

    private static final Pattern MARK = Pattern.compile("<(\\d+):(\\d+)>");

    private final Path copy;
    private final long[] acknowledged;

    /** @param acknowledged the last commit of each writer whose answer was heard */
    FrozenStore(Path copy, long[] acknowledged) {
        this.copy = copy;
        this.acknowledged = acknowledged.clone();
    }

    /**
     * What may be there after a loss of power.
     *
     * @param atLeast the last commit of each writer that must be there
     * @param atMost the last that may be
     * @param group commits that were written at once: all of them or none
     */
    record Image(Path store, long[] atLeast, long[] atMost, List<long[]> group, String damage) {}

    /** The commits in a record, as writer and number. */
    private static List<long[]> commits(Entry entry) {
        List<long[]> commits = new ArrayList<>();
        Matcher marks = MARK.matcher(new String(entry.payload(), StandardCharsets.ISO_8859_1));
        while (marks.find()) {
            long[] commit = {Long.parseLong(marks.group(1)), Long.parseLong(marks.group(2))};
            if (commits.stream().noneMatch(known -> known[0] == commit[0] && known[1] == commit[1])) {
                commits.add(commit);
            }
        }
        return commits;
    }

    Image image(Path store, Random random) throws IOException {
        copy(copy, store);
        List<String> damage = new ArrayList<>();
        unfinishedFiles(store, random, damage);
        long[] atLeast = acknowledged.clone();
        long[] atMost = new long[atLeast.length];
        Arrays.fill(atMost, Long.MAX_VALUE);
        List<long[]> group = List.of();
        List<Path> logs = files(store, "*.log");
        if (!logs.isEmpty()) {
            Path last = logs.getLast();
            List<Entry> entries = WrittenLog.read(last);
            int torn = random.nextInt(4) == 0 ? firstUnknown(entries) : random.nextInt(entries.size() + 1);
            for (Entry entry : entries.subList(torn, entries.size())) {
                for (long[] commit : commits(entry)) {
                    int writer = (int) commit[0];
                    atLeast[writer] = Math.min(atLeast[writer], commit[1] - 1);
                    atMost[writer] = Math.min(atMost[writer], commit[1] - (entry == entries.get(torn) ? 0 : 1));
                }
            }
            if (torn < entries.size()) {
                group = commits(entries.get(torn));
            }
            tear(last, entries, torn, random, damage);
        }
        return new Image(store, atLeast, atMost, group, String.join(", ", damage));
    }

    /** The first record of which no answer was heard: those before it were synced. */
    private int firstUnknown(List<Entry> entries) {
        int unknown = 0;
        for (int at = 0; at < entries.size(); at++) {
            if (commits(entries.get(at)).stream().anyMatch(commit -> commit[1] <= acknowledged[(int) commit[0]])) {
                unknown = at + 1;
            }
        }
        return unknown;
    }

    /** Records before one were synced; of that one anything may be there, of those behind it nothing. */
    private static void tear(Path log, List<Entry> entries, int torn, Random random, List<String> damage)
            throws IOException {
        long synced = torn == 0 ? 0 : entries.get(torn - 1).to();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            if (torn < entries.size()) {
                file.setLength(entries.get(torn).to());
            }
            tear(file, synced, random, damage);
        }
        if (synced == 0 && random.nextInt(3) == 0) {
            damage.add(log.getFileName() + " missing");
            Files.delete(log);
        }
    }

    /** What was written behind an offset and not synced: cut off, or some sectors of it never written. */
    private static void tear(RandomAccessFile file, long synced, Random random, List<String> damage)
            throws IOException {
        long length = file.length();
        if (length == synced) {
            return;
        }
        int way = random.nextInt(5);
        if (way < 2) {
            length = synced + random.nextLong(length - synced + 1);
            file.setLength(length);
            damage.add("cut to " + length + ", synced " + synced);
        }
        if (way == 1 || way == 2 || way == 3) {
            int sectors = 0;
            for (long from = synced; from < length; from = (from / SECTOR + 1) * SECTOR) {
                if (way == 3 ? random.nextInt(20) == 0 : random.nextBoolean()) {
                    file.seek(from);
                    file.write(new byte[(int) (Math.min(length, (from / SECTOR + 1) * SECTOR) - from)]);
                    sectors++;
                }
            }
            damage.add(sectors + " sectors of " + (length - synced) + " bytes not written");
        }
    }

    /** Files that nothing refers to yet were not synced: missing, empty, or torn. */
    private static void unfinishedFiles(Path store, Random random, List<String> damage) throws IOException {
        List<Path> unfinished = new ArrayList<>(files(store, "*.dbtmp"));
        for (Path table : files(store, "*.sst")) {
            if (!isComplete(table)) {
                unfinished.add(table);
            }
        }
        Path current = store.resolve("CURRENT");
        String list = Files.exists(current) ? Files.readString(current).strip() : "";
        for (Path manifest : files(store, "MANIFEST-*")) {
            if (manifest.getFileName().toString().compareTo(list) > 0) {
                unfinished.add(manifest);
            }
        }
        if (!list.isEmpty() && random.nextInt(3) == 0) {
            damage.add(list + " with " + tornEntry(store.resolve(list), random) + " bytes of another record");
        }
        for (Path file : unfinished) {
            int way = random.nextInt(4);
            damage.add(file.getFileName() + (way == 0 ? " missing" : way == 1 ? " empty" : way == 2 ? " torn" : ""));
            if (way == 0) {
                Files.delete(file);
            } else if (way < 3) {
                try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                    if (way == 1) {
                        opened.setLength(0);
                    } else {
                        tear(opened, 0, random, damage);
                    }
                }
            }
        }
    }

    /** A next record of the list of files was being written. */
    private static int tornEntry(Path manifest, Random random) throws IOException {
        List<Entry> entries = WrittenLog.read(manifest);
        Entry some = entries.get(random.nextInt(entries.size()));
        byte[] bytes = Files.readAllBytes(manifest);
        int cut = random.nextInt(some.to() - some.from());
        Files.write(manifest, Arrays.copyOfRange(bytes, some.from(), some.from() + cut), StandardOpenOption.APPEND);
        return cut;
    }

    private static boolean isComplete(Path table) throws IOException {
        byte[] bytes = Files.readAllBytes(table);
        int from = bytes.length - TABLE_END.length;
        return from >= 0 && Arrays.equals(bytes, from, bytes.length, TABLE_END, 0, TABLE_END.length);
    }

    /** In the order of their numbers, which all have as many digits. */
    private static List<Path> files(Path store, String names) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(store, names)) {
            found.forEach(files::add);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }

    /** Copies a directory of files. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from, "*")) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
