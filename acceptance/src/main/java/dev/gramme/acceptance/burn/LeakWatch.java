package dev.gramme.acceptance.burn;

import dev.gramme.acceptance.load.Finished;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server holds on to between one round and the next, while it is not killed (source: proc(5) and jcmd). A leak
 * is what grows in each of the last rounds, and by more than chance.
 */
final class LeakWatch {
    /** Rounds a server lives while it is watched. */
    static final int ROUNDS = 8;
    /** The first ones fill caches. */
    private static final int WARM_UP = 2;

    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured|heap)[^\\n]*used (\\d+)K");

    private final List<Held> measured = new ArrayList<>();

    /** Heap in use after a collection, memory of the process, open files, threads. */
    record Held(long heapKilobytes, long residentKilobytes, long files, long threads) {
        @Override
        public String toString() {
            return String.format(
                    "heap %.1f MB, resident %d MB, %d files, %d threads",
                    heapKilobytes / 1024.0, residentKilobytes / 1024, files, threads);
        }
    }

    /** Another server runs from now on. */
    void forget() {
        measured.clear();
    }

    Held measure(BurnServer server) throws IOException, InterruptedException {
        String pid = Long.toString(server.pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        run(jcmd, pid, "GC.run");
        Matcher used = USED.matcher(run(jcmd, pid, "GC.heap_info"));
        long heap = 0;
        while (used.find()) {
            heap += Long.parseLong(used.group(1));
        }
        if (heap == 0) {
            throw new IOException("jcmd does not tell the heap in use");
        }
        Held held = new Held(
                heap,
                server.residentKilobytes(),
                count(Path.of("/proc", pid, "fd")),
                count(Path.of("/proc", pid, "task")));
        measured.add(held);
        return held;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Finished finished = Finished.run(new ProcessBuilder(command));
        if (finished.exitCode() != 0) {
            throw new IOException(String.join(" ", command) + ": " + finished.out() + finished.err());
        }
        return finished.out();
    }

    private static long count(Path folder) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (var iterator = entries.iterator(); iterator.hasNext(); iterator.next()) {
                count++;
            }
        }
        return count;
    }

    /** What keeps growing; null where nothing does. */
    @Nullable
    String leak() {
        if (measured.size() < ROUNDS) {
            return null;
        }
        if (grows(Held::heapKilobytes, 16 << 10)
                || grows(Held::residentKilobytes, 256 << 10)
                || grows(Held::files, 100)
                || grows(Held::threads, 50)) {
            return "it keeps growing: " + measured;
        }
        return null;
    }

    private boolean grows(ToLongFunction<Held> what, long least) {
        List<Held> last = measured.subList(measured.size() - ROUNDS + WARM_UP, measured.size());
        for (int at = 1; at < last.size(); at++) {
            if (what.applyAsLong(last.get(at)) <= what.applyAsLong(last.get(at - 1))) {
                return false;
            }
        }
        return what.applyAsLong(last.getLast()) - what.applyAsLong(last.getFirst()) > least;
    }
}
