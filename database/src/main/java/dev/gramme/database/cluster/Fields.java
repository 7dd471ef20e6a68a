package dev.gramme.database.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What servers tell each other, as bytes: the format, then field by field. */
public final class Fields {
    private static final byte FORMAT = 1;

    private Fields() {}

    /** Writes fields in their order. */
    @FunctionalInterface
    public interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** All that a writer writes. */
    public static byte[] encode(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The fields, to be read in the order they were written.
     *
     * @throws IOException where they are of another format; reading throws it, too, where something is missing
     */
    public static DataInputStream of(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readByte() != FORMAT) {
            throw new IOException("Another format");
        }
        return in;
    }
}
