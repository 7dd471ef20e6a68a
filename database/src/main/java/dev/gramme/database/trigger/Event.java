package dev.gramme.database.trigger;

import dev.gramme.database.stream.Position;

/**
 * One change, as a function gets it.
 *
 * @param json the record of the event
 * @param createdMillis when the change was made
 */
@SuppressWarnings("ArrayRecordComponent") // events are never compared
record Event(Position position, byte[] json, long createdMillis) {}
