package dev.gramme.server;

import java.nio.file.Path;

/** Where data lies. */
public sealed interface Storage {
    /** In memory; nothing outlives the process. */
    record InMemory() implements Storage {}

    /**
     * On this machine.
     *
     * @param directory of the data and whatever else the server keeps
     */
    record OnDisk(Path directory) implements Storage {}

    /**
     * In a cluster, together with other servers.
     *
     * @param location such as {@code cassandra://10.0.0.1,10.0.0.2/gramme?dc=dc1&rf=3}
     * @param directory of what this server keeps for itself
     */
    record OnCluster(String location, Path directory) implements Storage {}
}
