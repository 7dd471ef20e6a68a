package dev.gramme.server.remote;

import dev.gramme.database.kinesis.Sink;
import dev.gramme.database.kinesis.SinkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a file a stream, {@code NAME.jsonl}, one a line. They are on disk when they count as delivered.
 */
final class FileSink implements Sink {
    private final Path directory;
    private final Map<String, FileChannel> files = new HashMap<>();

    FileSink(Path directory) {
        this.directory = directory;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public synchronized void check(String streamArn) throws SinkException {
        try {
            file(streamArn);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public synchronized List<@Nullable String> deliver(String streamArn, List<Entry> entries) throws SinkException {
        try {
            FileChannel file = file(streamArn);
            long end = file.size();
            try {
                append(file, entries);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            throw failure(e);
        }
        return Collections.nCopies(entries.size(), null);
    }

    private static void append(FileChannel file, List<Entry> entries) throws IOException {
        int bytes = entries.stream().mapToInt(entry -> entry.data().length + 1).sum();
        ByteBuffer lines = ByteBuffer.allocate(bytes);
        entries.forEach(entry -> lines.put(entry.data()).put((byte) '\n'));
        lines.flip();
        while (lines.hasRemaining()) {
            file.write(lines, file.size());
        }
        file.force(true);
    }

    private FileChannel file(String streamArn) throws IOException {
        FileChannel known = files.get(streamArn);
        if (known != null) {
            return known;
        }
        Files.createDirectories(directory);
        FileChannel opened = FileChannel.open(
                directory.resolve(Sinks.streamName(streamArn) + ".jsonl"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        cutTornLine(opened);
        files.put(streamArn, opened);
        return opened;
    }

    /** A line that a crash cut short was never counted as delivered, so it comes again. */
    private static void cutTornLine(FileChannel file) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = file.size();
        while (end > 0) {
            one.clear();
            file.read(one, end - 1);
            if (one.get(0) == '\n') {
                break;
            }
            end--;
        }
        file.truncate(end);
    }

    private SinkException failure(IOException e) {
        return new SinkException("The files in " + directory + " cannot be written: " + e, false, e);
    }
}
