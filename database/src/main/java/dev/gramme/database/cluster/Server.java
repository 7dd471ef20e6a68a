package dev.gramme.database.cluster;

/**
 * A server of the cluster.
 *
 * @param id its own for as long as it runs; not 0
 * @param address where the others reach it, HOST:PORT
 */
public record Server(long id, String address) {}
