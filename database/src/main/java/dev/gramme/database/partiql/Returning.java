package dev.gramme.database.partiql;

/** What a RETURNING clause asks for. */
enum Returning {
    NOTHING,
    ALL_OLD,
    ALL_NEW,
    MODIFIED_OLD,
    MODIFIED_NEW
}
