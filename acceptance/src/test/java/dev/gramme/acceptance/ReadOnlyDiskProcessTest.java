package dev.gramme.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gramme.acceptance.load.ApiConnection;
import dev.gramme.acceptance.load.Finished;
import dev.gramme.acceptance.load.ServerProcess;
import dev.gramme.acceptance.load.Tables;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged server on a disk that becomes read-only under it, as ext4 makes it after an error of the disk (source:
 * ext4(5), "errors"; the kernel's documentation of {@code trigger_fs_error}).
 */
@Timeout(240)
class ReadOnlyDiskProcessTest {
    private static final long DISK_BYTES = 700L << 20;
    private static final String TABLE = "written";
    private static final LargeRows ROWS = new LargeRows(TABLE, 20_000);

    @TempDir
    private Path directory;

    private Path image;
    private Path disk;
    private MountedDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        image = directory.resolve("image");
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = new MountedDisk(disk);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        assumeTrue(
                MountedDisk.run("mkfs.ext4", "-q", "-F", image.toString()) && mountImage(),
                "Skipped: this user may not make and mount a file system");
        assumeTrue(Files.isWritable(trigger()), "Skipped: this kernel makes no errors on demand");
    }

    @AfterEach
    void unmount() throws Exception {
        mounted.unmount();
    }

    private boolean mountImage() throws InterruptedException {
        return mounted.mount("-o", "loop,errors=remount-ro", image.toString());
    }

    private Path trigger() throws Exception {
        Finished device = Finished.run(new ProcessBuilder("findmnt", "-n", "-o", "SOURCE", disk.toString()));
        String name = Path.of(device.out().strip()).getFileName().toString();
        return Path.of("/sys/fs/ext4", name, "trigger_fs_error");
    }

    @Test
    void writesAreRefusedReadsGoOnAndNothingIsLost() throws Exception {
        Path data = disk.resolve("data");
        TreeSet<Integer> acknowledged = new TreeSet<>();
        TreeSet<String> refusals = new TreeSet<>();
        try (ServerProcess server = Packaged.start(data);
                ApiConnection connection = new ApiConnection(server.port())) {
            Tables.create(connection, TABLE, false);
            for (int row = 0; row < 50; row++) {
                ROWS.put(connection, row);
                assertThat(connection.status()).isEqualTo(200);
                acknowledged.add(row);
            }
            Files.writeString(trigger(), "1");
            for (int row = 50; row < 60; row++) {
                String answer = ROWS.put(connection, row);
                assertThat(connection.status()).as(answer).isGreaterThanOrEqualTo(500);
                refusals.add(connection.status() + " " + answer);
            }
            System.out.println("ReadOnlyDiskProcessTest: " + refusals);
            assertThat(refusals)
                    .anyMatch(text -> text.contains("The disk cannot be written to (Read-only file system)"));
            ROWS.require(connection, acknowledged);
            server.kill();
        }
        Finished refused = Packaged.refused("--data", data.toString());
        System.out.println("ReadOnlyDiskProcessTest: " + refused);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Read-only file system");
        assertThat(MountedDisk.run("umount", disk.toString())).isTrue();
        MountedDisk.run("fsck.ext4", "-p", "-f", image.toString());
        assertThat(mountImage()).isTrue();
        Finished doctor = Packaged.run("doctor", "--data", data.toString());
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
        try (ServerProcess server = Packaged.start(data);
                ApiConnection connection = new ApiConnection(server.port())) {
            ROWS.require(connection, acknowledged);
            ROWS.putWithin(connection, 100, 5);
        }
    }
}
