package dev.gramme.server;

import dev.gramme.database.crypto.RootKeyService;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/** The root key as a file that only its owner can read; made on first use. Without it the data is lost for ever. */
final class RootKeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private RootKeyFile() {}

    static byte[] open(Path file) throws IOException {
        try {
            byte[] key = new byte[RootKeyService.ROOT_KEY_BYTES];
            new SecureRandom().nextBytes(key);
            create(file, key);
            return key;
        } catch (FileAlreadyExistsException e) {
            return read(file);
        }
    }

    private static void create(Path file, byte[] key) throws IOException {
        // Made under another name first: a key cut short by a crash must never be taken for a key.
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(draft, key, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(draft, file);
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
            throw new IOException("The root key file " + file + " must be readable by its owner only (chmod 600).");
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != RootKeyService.ROOT_KEY_BYTES) {
            throw new IOException("The root key file " + file + " is damaged: it has " + key.length
                    + " bytes instead of " + RootKeyService.ROOT_KEY_BYTES + ".");
        }
        return key;
    }
}
