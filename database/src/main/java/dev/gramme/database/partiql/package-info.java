/**
 * PartiQL: SELECT, INSERT, UPDATE, DELETE and EXISTS. {@link dev.gramme.database.partiql.StatementParser} makes a
 * {@link dev.gramme.database.partiql.Statement} of a text; {@link dev.gramme.database.partiql.SelectPlan} and
 * {@link dev.gramme.database.partiql.StatementWrite} lower it to the reads and writes of the item operations. Texts of
 * errors are those of AWS's DynamoDB Local where nothing else is said.
 */
@NullMarked
package dev.gramme.database.partiql;

import org.jspecify.annotations.NullMarked;
