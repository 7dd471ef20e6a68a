/**
 * A database that is killed at each step in turn: {@link dev.gramme.database.crash.CrashSweepTest} runs every
 * {@link dev.gramme.database.crash.Scenario} in a {@link dev.gramme.database.crash.World} and holds what is left
 * against the {@link dev.gramme.database.crash.Ledger} of what was acknowledged.
 */
package dev.gramme.database.crash;
