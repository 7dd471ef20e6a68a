/**
 * Whether stored data is sound: everything is opened, and whatever is kept twice is held against the other; nothing is
 * changed. Start in {@link dev.gramme.database.doctor.Doctor}. No database may be at work on the engine meanwhile.
 */
@NullMarked
package dev.gramme.database.doctor;

import org.jspecify.annotations.NullMarked;
