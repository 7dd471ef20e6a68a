package dev.gramme.kv.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** The files rows lie in, read as a whole. The log needs no such check: its records are checked at each start. */
final class StoredFiles {
    private StoredFiles() {}

    /** Checks all blocks of all files by their checksums; what is wrong with a file, for so many files at most. */
    static List<String> damage(RocksDB db, int limit) {
        List<String> found = new ArrayList<>();
        try (Options options = new Options()) {
            for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
                if (found.size() == limit) {
                    break;
                }
                try (SstFileReader reader = new SstFileReader(options)) {
                    reader.open(file.path() + file.fileName());
                    reader.verifyChecksum();
                } catch (RocksDBException e) {
                    found.add("file " + file.path() + file.fileName() + ": " + e.getMessage());
                }
            }
        }
        return found;
    }
}
