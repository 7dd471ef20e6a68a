package dev.gramme.server.lambda;

import dev.gramme.database.trigger.FailureDestination;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for all queues, topics and buckets that accounts of discarded records may go to: a directory, in which each of
 * them is a file with one account a line, or an HTTP endpoint to which each account is posted.
 */
public final class FailureSink implements FailureDestination {
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:(sqs|sns|s3):[^:]*:[^:]*:([A-Za-z0-9_.-]+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI target;

    /**
     * Takes where accounts go.
     *
     * @param target {@code file:///directory} or {@code http(s)://...}
     */
    public FailureSink(URI target) {
        this.target = "file".equals(target.getScheme()) ? target : Outbound.requireHttp(target);
    }

    @Override
    public boolean takes(String arn) {
        return ARN.matcher(arn).matches();
    }

    @Override
    public void send(String arn, byte[] account) throws IOException {
        if ("file".equals(target.getScheme())) {
            append(arn, account);
        } else {
            post(arn, account);
        }
    }

    private synchronized void append(String arn, byte[] account) throws IOException {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new IOException("Not a queue, topic or bucket: " + arn);
        }
        Path directory = Path.of(target);
        Files.createDirectories(directory);
        Path file = directory.resolve(matcher.group(1) + "-" + matcher.group(2) + ".jsonl");
        byte[] line = Arrays.copyOf(account, account.length + 1);
        line[account.length] = '\n';
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void post(String arn, byte[] account) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Amz-Destination-Arn", arn)
                .POST(HttpRequest.BodyPublishers.ofByteArray(account))
                .build();
        try {
            int status = Outbound.CLIENT
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status / 100 != 2) {
                throw new IOException("HTTP status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
