package dev.gramme.database.access;

import dev.gramme.database.api.Access;
import dev.gramme.database.api.Call;
import dev.gramme.database.api.Conditions;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.table.Index;
import dev.gramme.database.table.ItemSource;
import dev.gramme.database.table.KeyAttribute;
import dev.gramme.database.table.Table;
import dev.gramme.database.table.TableAccess;
import dev.gramme.database.table.Tables;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.Item;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Doing something to items of a table. Says what DynamoDB's condition keys are for it, once a policy asks. Source:
 * "Using IAM policy conditions for fine-grained access control" and the Service Authorization Reference.
 *
 * <p>What cannot be told since the request is malformed, or its table is not there, is refused at once as the operation
 * itself would: a key that only seems to be missing must not let anyone pass.
 */
public final class ItemAccess implements Conditions {
    private static final String PREFIX = "dynamodb:";
    /** Stands for all keys there are: equal to none, so that who may reach for some may not read all. */
    private static final String ANY_KEY = "";

    private final Tables tables;
    private final Call call;
    private final String table;
    private @Nullable String index;
    private Keys keys = source -> List.of();
    private Names names = () -> List.of();
    private @Nullable String select;
    private @Nullable String returnValues;
    private @Nullable String returnConsumedCapacity;
    private @Nullable String enclosing;
    private @Nullable FullScan fullScan;

    /** The keys a request reaches for; each holds at least the partition key. */
    @FunctionalInterface
    public interface Keys {
        /** Throws what the operation would. */
        List<Item> of(ItemSource source);
    }

    /** The attributes a request speaks of, beside those of its keys. */
    @FunctionalInterface
    public interface Names {
        /** Throws what the operation would. */
        Collection<String> all();
    }

    /** Whether a request reads all there is. */
    @FunctionalInterface
    public interface FullScan {
        /** Throws what the operation would. */
        boolean is(ItemSource source);
    }

    private ItemAccess(Tables tables, Call call, String table) {
        this.tables = tables;
        this.call = call;
        this.table = table;
    }

    /** Of a table, by its name or ARN. */
    public static ItemAccess of(Tables tables, Call call, String nameOrArn) {
        return new ItemAccess(tables, call, nameOrArn);
    }

    /** By way of an index; null for the table itself. */
    public ItemAccess index(@Nullable String indexName) {
        this.index = indexName;
        return this;
    }

    public ItemAccess keys(Keys reached) {
        this.keys = reached;
        return this;
    }

    public ItemAccess names(Names spokenOf) {
        this.names = spokenOf;
        return this;
    }

    /** What of each item is answered. */
    public ItemAccess select(String selected) {
        this.select = selected;
        return this;
    }

    /**
     * What of the item is answered by a write.
     *
     * @param onFailure the same for a condition that fails; the whole item given then is as good as one given always
     */
    public ItemAccess returnValues(@Nullable String values, @Nullable String onFailure) {
        this.returnValues = "ALL_OLD".equals(onFailure) ? onFailure : values == null ? "NONE" : values;
        return this;
    }

    public ItemAccess returnConsumedCapacity(@Nullable String mode) {
        this.returnConsumedCapacity = mode == null ? "NONE" : mode;
        return this;
    }

    /** The operation that several of its kind are joined in. */
    public ItemAccess enclosing(@Nullable String operation) {
        this.enclosing = operation;
        return this;
    }

    public ItemAccess fullScan(FullScan scan) {
        this.fullScan = scan;
        return this;
    }

    /** The whole of it, under an action such as {@code dynamodb:GetItem}. */
    public Access as(String action) {
        String arn = TableAccess.arn(call, table);
        return new Access(
                action, index == null ? arn : arn + "/index/" + index, or(TableAccess.tags(tables, call, table)));
    }

    @Override
    public @Nullable List<String> find(String key) {
        if (!key.startsWith(PREFIX)) {
            return null;
        }
        return switch (key.substring(PREFIX.length())) {
            case "leadingkeys", "firstpartitionkeyvalues" -> partitionKeys(0);
            case "secondpartitionkeyvalues" -> partitionKeys(1);
            case "thirdpartitionkeyvalues" -> partitionKeys(2);
            case "fourthpartitionkeyvalues" -> partitionKeys(3);
            case "attributes" -> attributes();
            case "select" -> one(select);
            case "returnvalues" -> one(returnValues);
            case "returnconsumedcapacity" -> one(returnConsumedCapacity);
            case "enclosingoperation" -> one(enclosing);
            case "fulltablescan" -> fullScan == null ? null : one(String.valueOf(fullScan.is(source())));
            default -> null;
        };
    }

    private static @Nullable List<String> one(@Nullable String value) {
        return value == null ? null : List.of(value);
    }

    private ItemSource source() {
        Table found = tables.open(call, table);
        if (index == null) {
            return found;
        }
        Index named = found.findIndex(index);
        if (named == null) {
            throw DynamoException.validation("The table does not have the specified index: " + index);
        }
        return named;
    }

    private @Nullable List<String> partitionKeys(int number) {
        ItemSource source = source();
        if (number >= source.schema().hashes().size()) {
            return null;
        }
        KeyAttribute attribute = source.schema().hashes().get(number);
        Set<String> values = new LinkedHashSet<>();
        if (fullScan != null && fullScan.is(source)) {
            values.add(ANY_KEY);
        }
        for (Item key : keys.of(source)) {
            AttributeValue value = key.find(attribute.name());
            if (value != null) {
                values.add(text(value));
            }
        }
        return values.isEmpty() ? null : List.copyOf(values);
    }

    private static String text(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(var text) -> text;
            case AttributeValue.N(var number) -> number.toString();
            case AttributeValue.B(var bytes) -> Base64.getEncoder().encodeToString(bytes);
            default -> ANY_KEY; // no key, which the operation refuses
        };
    }

    private @Nullable List<String> attributes() {
        Set<String> all = new LinkedHashSet<>();
        for (Item key : keys.of(source())) {
            all.addAll(key.names());
        }
        all.addAll(names.all());
        return all.isEmpty() ? null : List.copyOf(all);
    }
}
