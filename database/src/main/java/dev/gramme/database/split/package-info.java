/**
 * Partitions that have become too large, or are asked for too much, are parted in two while they are used: first all
 * writers write rows of the upper part to both, then what is there is copied, then it changes hands in a moment in
 * which nobody reads or writes it, and in the end what is left behind is deleted. Cut off anywhere, it goes on from
 * there.
 */
@NullMarked
package dev.gramme.database.split;

import org.jspecify.annotations.NullMarked;
