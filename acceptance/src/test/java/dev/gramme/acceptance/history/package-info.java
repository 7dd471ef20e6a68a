/**
 * Whether what clients saw can be explained by their requests having happened one after the other, each between its
 * beginning and its end. {@link dev.gramme.acceptance.history.HistoryClient}s add values to lists and read them, and
 * note down {@link dev.gramme.acceptance.history.Action}s; start at {@link dev.gramme.acceptance.history.Checker}.
 */
package dev.gramme.acceptance.history;
