/**
 * The language of policies and what they decide: documents, compiled once, and the evaluation of a request against all
 * that apply to it. Knows nothing of tables nor of who has which policy. Start at
 * {@link dev.gramme.database.policy.Policy#parse} and {@link dev.gramme.database.policy.Evaluation#decide}.
 */
@NullMarked
package dev.gramme.database.policy;

import org.jspecify.annotations.NullMarked;
