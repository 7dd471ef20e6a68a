package dev.gramme.database.cluster;

/** Leave to use a store that others use as well. */
public interface Right {
    /** Whether it is given at this moment. */
    boolean holds();
}
