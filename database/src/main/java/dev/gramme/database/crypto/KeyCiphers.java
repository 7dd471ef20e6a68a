package dev.gramme.database.crypto;

/** What hides the keys of a table or of one of its indexes. */
public record KeyCiphers(PartitionTokens tokens, SortKeyCipher sortKeys) {}
