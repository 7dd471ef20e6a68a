/**
 * DynamoDB's expressions: text to tokens ({@link dev.gramme.database.expression.Lexer}), tokens to a tree with
 * placeholders ({@link dev.gramme.database.expression.ConditionParser} and its sisters), placeholders to names and
 * values ({@link dev.gramme.database.expression.Binder}), and the evaluation of each kind. The older parameters
 * (Expected, AttributeUpdates and so on) are lowered to the same trees by
 * {@link dev.gramme.database.expression.Legacy}. A request starts at
 * {@link dev.gramme.database.expression.Expressions}.
 */
@NullMarked
package dev.gramme.database.expression;

import org.jspecify.annotations.NullMarked;
