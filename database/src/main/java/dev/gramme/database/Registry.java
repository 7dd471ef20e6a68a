package dev.gramme.database;

import dev.gramme.database.api.Authorizer;
import dev.gramme.database.api.Operation;
import dev.gramme.database.env.Environment;
import dev.gramme.database.index.CollectionLimit;
import dev.gramme.database.partiql.BatchExecuteStatement;
import dev.gramme.database.partiql.ExecuteStatement;
import dev.gramme.database.partiql.ExecuteTransaction;
import dev.gramme.database.read.BatchGetItem;
import dev.gramme.database.read.GetItem;
import dev.gramme.database.read.Query;
import dev.gramme.database.read.Scan;
import dev.gramme.database.store.ItemStore;
import dev.gramme.database.table.CreateTable;
import dev.gramme.database.table.DeleteTable;
import dev.gramme.database.table.DescribeContributorInsights;
import dev.gramme.database.table.DescribeEndpoints;
import dev.gramme.database.table.DescribeLimits;
import dev.gramme.database.table.DescribeTable;
import dev.gramme.database.table.ListTables;
import dev.gramme.database.table.ListTagsOfResource;
import dev.gramme.database.table.TablePlans;
import dev.gramme.database.table.Tables;
import dev.gramme.database.table.TagResource;
import dev.gramme.database.table.UntagResource;
import dev.gramme.database.table.UpdateTable;
import dev.gramme.database.transact.RequestTokens;
import dev.gramme.database.transact.TransactGetItems;
import dev.gramme.database.transact.TransactWriteItems;
import dev.gramme.database.transact.Transaction;
import dev.gramme.database.write.BatchWriteItem;
import dev.gramme.database.write.DeleteItem;
import dev.gramme.database.write.PutItem;
import dev.gramme.database.write.UpdateItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All operations there are: one line each, but for those that a feature brings along. */
final class Registry {
    private Registry() {}

    static Registered operations(
            Tables tables,
            ItemStore items,
            CollectionLimit collections,
            RequestTokens tokens,
            TablePlans plans,
            Environment environment,
            Authorizer authorizer,
            List<List<Operation<?, ?>>> features,
            Map<String, Supplier<List<Operation<?, ?>>>> later) {
        Transaction transaction = new Transaction(tables, items);
        List<Operation<?, ?>> all = new ArrayList<>();
        features.forEach(all::addAll);
        Collections.addAll(
                all,
                new CreateTable(tables, plans, environment),
                new DescribeTable(tables),
                new ListTables(tables),
                new UpdateTable(tables, environment),
                new DeleteTable(tables),
                new TagResource(tables),
                new UntagResource(tables),
                new ListTagsOfResource(tables),
                new DescribeLimits(tables),
                new DescribeEndpoints(),
                new DescribeContributorInsights(tables),
                new PutItem(tables, items, collections),
                new UpdateItem(tables, items, collections),
                new DeleteItem(tables, items, collections),
                new BatchWriteItem(tables, items, collections),
                new GetItem(tables, items),
                new Query(tables, items),
                new Scan(tables, items),
                new BatchGetItem(tables, items),
                new TransactWriteItems(tables, transaction, tokens, items, collections),
                new TransactGetItems(tables, items),
                new ExecuteStatement(tables, items),
                new BatchExecuteStatement(tables, items, authorizer),
                new ExecuteTransaction(tables, items, transaction, tokens));
        return new Registered(all, later);
    }
}
