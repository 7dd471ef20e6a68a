/**
 * What a table holds: attribute values, numbers of 38 digits, items as one compact run of bytes, and their JSON. Start
 * at {@link dev.gramme.item.Item}.
 */
@NullMarked
package dev.gramme.item;

import org.jspecify.annotations.NullMarked;
