/**
 * DynamoDB Streams: the changes of a table's items, in order, for a day.
 * {@link dev.gramme.database.stream.ChangeCapture} keeps each change in the transaction that makes it;
 * {@link dev.gramme.database.stream.Streams} knows which streams and shards there are;
 * {@link dev.gramme.database.stream.ChangeReader} reads them. Start at {@link dev.gramme.database.stream.GetRecords}.
 */
@NullMarked
package dev.gramme.database.stream;

import org.jspecify.annotations.NullMarked;
