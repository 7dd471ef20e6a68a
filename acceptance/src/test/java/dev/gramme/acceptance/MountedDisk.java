package dev.gramme.acceptance;

import dev.gramme.acceptance.load.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of a test's own, which not every user may mount. */
final class MountedDisk {
    private final Path at;
    private boolean mounted;

    MountedDisk(Path at) {
        this.at = at;
    }

    /**
     * Mounts it.
     *
     * @param how options and device, as of {@code mount}
     * @return whether this user may
     */
    boolean mount(String... how) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(how));
        command.add(at.toString());
        mounted = run(command.toArray(String[]::new));
        return mounted;
    }

    void unmount() throws InterruptedException {
        if (mounted) {
            // whatever of a server is still there
            run("umount", "--lazy", at.toString());
        }
    }

    /** Whether a command is there and does what it should. */
    static boolean run(String... command) throws InterruptedException {
        try {
            return Finished.run(new ProcessBuilder(command)).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
