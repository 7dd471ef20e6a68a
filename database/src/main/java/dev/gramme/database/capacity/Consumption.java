package dev.gramme.database.capacity;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an operation used of one table and its indexes, in capacity units. Used by one thread. */
public final class Consumption {
    private final String tableName;
    private final Kind kind;
    private double table;
    private final Map<String, Double> local = new LinkedHashMap<>(2);
    private final Map<String, Double> global = new LinkedHashMap<>(2);

    /** Which totals an answer gives beside {@code CapacityUnits}: transactions tell reads from writes. */
    public enum Kind {
        PLAIN,
        READ,
        WRITE
    }

    public Consumption(String tableName) {
        this(tableName, Kind.PLAIN);
    }

    public Consumption(String tableName, Kind kind) {
        this.tableName = tableName;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    public Consumption addTable(double units) {
        table += units;
        return this;
    }

    public Consumption addLocalIndex(String indexName, double units) {
        local.merge(indexName, units, Double::sum);
        return this;
    }

    public Consumption addGlobalIndex(String indexName, double units) {
        global.merge(indexName, units, Double::sum);
        return this;
    }

    String tableName() {
        return tableName;
    }

    double table() {
        return table;
    }

    Map<String, Double> local() {
        return local;
    }

    Map<String, Double> global() {
        return global;
    }

    double total() {
        double total = table;
        for (double units : local.values()) {
            total += units;
        }
        for (double units : global.values()) {
            total += units;
        }
        return total;
    }
}
