package dev.gramme.database.expression;

import dev.gramme.database.api.DynamoException;
import dev.gramme.item.AttributeValue;
import dev.gramme.item.DynamoNumber;
import dev.gramme.item.Item;
import dev.gramme.item.ItemFaultException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bound update. All its actions read the item as it was before any of them. */
public final class UpdatePlan {
    private static final Comparator<Write> BY_PLACE =
            (one, two) -> comparePlaces(one.path().steps(), two.path().steps());

    private final List<UpdateAction> actions;
    private final List<Path> paths;

    UpdatePlan(List<UpdateAction> actions) {
        this.actions = List.copyOf(actions);
        this.paths = actions.stream().map(UpdateAction::path).toList();
    }

    /** Refuses operands of ADD and DELETE of a wrong type; DynamoDB looks at them only after the key, DELETE first. */
    public void checkOperands() {
        for (UpdateAction action : actions) {
            if (action instanceof UpdateAction.Delete(var path, Operand.Constant(var value))) {
                Functions.checkDelete(value);
            }
        }
        for (UpdateAction action : actions) {
            if (action instanceof UpdateAction.Add(var path, Operand.Constant(var value))) {
                Functions.checkAdd(value);
            }
        }
    }

    /** The attributes of the item it writes to. */
    public Set<String> attributes() {
        return Binder.attributes(paths);
    }

    /** The attributes it looks or writes into. */
    public Set<String> entered() {
        EnteredAttributes entered = new EnteredAttributes();
        visit(entered);
        return entered.names();
    }

    /** All attributes it speaks of, whether it writes or only reads them. */
    public Set<String> mentioned() {
        Set<String> mentioned = new LinkedHashSet<>();
        visit(path -> mentioned.add(path.attribute()));
        return mentioned;
    }

    private void visit(Consumer<Path> visitor) {
        for (UpdateAction action : actions) {
            visitor.accept(action.path());
            switch (action) {
                case UpdateAction.Set set -> {
                    ConditionPaths.visit(set.left(), visitor);
                    if (set.right() != null) {
                        ConditionPaths.visit(set.right(), visitor);
                    }
                }
                case UpdateAction.Add add -> ConditionPaths.visit(add.value(), visitor);
                case UpdateAction.Delete delete -> ConditionPaths.visit(delete.value(), visitor);
                case UpdateAction.Append append -> ConditionPaths.visit(append.value(), visitor);
                case UpdateAction.Remove ignored -> {}
            }
        }
    }

    /** The attributes of which an item has something that the update writes to. */
    public Set<String> writtenIn(Item item) {
        return Binder.attributes(
                paths.stream().filter(path -> path.find(item) != null).toList());
    }

    /** Of an item, only what the update writes to: what ReturnValues UPDATED_OLD and UPDATED_NEW answer. */
    public Item touched(Item item) {
        return new Projection(paths).project(item);
    }

    /** A value to be written at a path; null removes. */
    private record Write(Path path, @Nullable AttributeValue value) {}

    /** Orders paths so that of two that lead through one list, the one of the smaller index comes first. */
    private static int comparePlaces(List<Path.Step> one, List<Path.Step> two) {
        int common = Math.min(one.size(), two.size());
        for (int at = 0; at < common; at++) {
            int order = compareSteps(one.get(at), two.get(at));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), two.size());
    }

    private static int compareSteps(Path.Step one, Path.Step two) {
        if (one instanceof Path.Index(var first) && two instanceof Path.Index(var second)) {
            return Integer.compare(first, second);
        }
        return one.toString().compareTo(two.toString());
    }

    /**
     * The item after the update.
     *
     * @param before null where the item does not exist yet
     * @param key the key attributes of a new item
     */
    public Item apply(@Nullable Item before, Item key) {
        Item old = before == null ? key : before;
        List<Write> sets = new ArrayList<>();
        List<Write> removes = new ArrayList<>();
        for (UpdateAction action : actions) {
            Write write = evaluate(action, old);
            if (write != null) {
                (write.value() == null ? removes : sets).add(write);
            }
        }
        // Elements are set from the front, so that several behind the end are appended in order, and removed from the
        // back, so that each index means the list as it was. No write leads into another: their paths do not overlap.
        sets.sort(BY_PLACE);
        removes.sort(BY_PLACE.reversed());
        Map<String, AttributeValue> changed = new LinkedHashMap<>();
        Set<String> removed = new HashSet<>();
        for (Write write : sets) {
            write(old, changed, removed, write);
        }
        for (Write write : removes) {
            write(old, changed, removed, write);
        }
        return old.with(changed, removed);
    }

    private static void write(Item old, Map<String, AttributeValue> changed, Set<String> removed, Write write) {
        String attribute = write.path().attribute();
        if (write.path().isAttribute()) {
            if (write.value() == null) {
                removed.add(attribute);
            } else {
                changed.put(attribute, write.value());
            }
            return;
        }
        AttributeValue root = changed.containsKey(attribute) ? changed.get(attribute) : old.find(attribute);
        if (root == null) {
            throw invalidPath();
        }
        changed.put(attribute, replaced(root, write.path().steps(), 1, write.value()));
    }

    private static DynamoException invalidPath() {
        return DynamoException.validation("The document path provided in the update expression is invalid for update");
    }

    /** A copy of a value with what a path leads to replaced or removed. */
    private static AttributeValue replaced(
            AttributeValue value, List<Path.Step> steps, int at, @Nullable AttributeValue leaf) {
        boolean last = at == steps.size() - 1;
        switch (steps.get(at)) {
            case Path.Field(var name) -> {
                if (!(value instanceof AttributeValue.M(var entries))) {
                    throw invalidPath();
                }
                Map<String, AttributeValue> copy = new LinkedHashMap<>(entries);
                AttributeValue inner = entries.get(name);
                if (last && leaf == null) {
                    copy.remove(name);
                } else if (last) {
                    copy.put(name, leaf);
                } else if (inner != null) {
                    copy.put(name, replaced(inner, steps, at + 1, leaf));
                } else {
                    throw invalidPath();
                }
                return new AttributeValue.M(copy);
            }
            case Path.Index(var index) -> {
                if (!(value instanceof AttributeValue.L(var elements))) {
                    throw invalidPath();
                }
                List<AttributeValue> copy = new ArrayList<>(elements);
                boolean inside = index < elements.size();
                if (last && leaf == null) {
                    if (inside) {
                        copy.remove(index);
                    }
                } else if (last) {
                    if (inside) {
                        copy.set(index, leaf);
                    } else {
                        copy.add(leaf);
                    }
                } else if (inside) {
                    copy.set(index, replaced(elements.get(index), steps, at + 1, leaf));
                } else {
                    throw invalidPath();
                }
                return new AttributeValue.L(copy);
            }
        }
    }

    private static @Nullable Write evaluate(UpdateAction action, Item old) {
        return switch (action) {
            case UpdateAction.Set(var path, var left, var operator, var right) -> {
                // A path that leads nowhere counts before operands that are missing.
                requireParent(path, old);
                AttributeValue value = value(left, old);
                yield new Write(
                        path, operator == null || right == null ? value : compute(operator, value, value(right, old)));
            }
            case UpdateAction.Remove(var path) -> {
                requireParent(path, old);
                // What is not there must not be looked for later, among elements that were appended meanwhile.
                yield Values.at(old, path) == null ? null : new Write(path, null);
            }
            case UpdateAction.Add(var path, var value) -> {
                requireParent(path, old);
                yield add(path, Values.at(old, path), value(value, old));
            }
            case UpdateAction.Append(var path, var value) -> {
                AttributeValue now = Values.at(old, path);
                yield new Write(path, now == null ? value(value, old) : append(now, value(value, old)));
            }
            case UpdateAction.Delete(var path, var value) -> {
                requireParent(path, old);
                yield delete(path, Values.at(old, path), value(value, old));
            }
        };
    }

    private static void requireParent(Path path, Item old) {
        if (path.isAttribute()) {
            return;
        }
        List<Path.Step> steps = path.steps();
        AttributeValue parent = Values.at(old, new Path(steps.subList(0, steps.size() - 1)));
        boolean fits = switch (steps.getLast()) {
            case Path.Field ignored -> parent instanceof AttributeValue.M;
            case Path.Index ignored -> parent instanceof AttributeValue.L;
        };
        if (!fits) {
            throw invalidPath();
        }
    }

    private static AttributeValue value(Operand operand, Item old) {
        return switch (operand) {
            case Operand.Constant(var value) -> value;
            case Operand.At(var path) -> {
                AttributeValue found = Values.at(old, path);
                if (found == null) {
                    throw DynamoException.validation(
                            "The provided expression refers to an attribute that does not exist in the item");
                }
                yield found;
            }
            case Operand.Call(var function, var arguments) -> {
                if (function.equals("if_not_exists")) {
                    AttributeValue found =
                            arguments.getFirst() instanceof Operand.At(var path) ? Values.at(old, path) : null;
                    yield found == null ? value(arguments.get(1), old) : found;
                }
                AttributeValue left = value(arguments.get(0), old);
                AttributeValue right = value(arguments.get(1), old);
                yield function.equals("list_append") ? append(left, right) : compute(function, left, right);
            }
            case Operand.Placeholder(var name) -> throw new IllegalStateException("Not bound: " + name);
        };
    }

    private static AttributeValue append(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.L(var a) && right instanceof AttributeValue.L(var b)) {
            List<AttributeValue> joined = new ArrayList<>(a);
            joined.addAll(b);
            return new AttributeValue.L(joined);
        }
        throw wrongType();
    }

    private static DynamoException wrongType() {
        return DynamoException.validation("An operand in the update expression has an incorrect data type");
    }

    private static AttributeValue compute(String operator, AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.N(var a) && right instanceof AttributeValue.N(var b)) {
            return new AttributeValue.N(operator.equals("+") ? sum(a, b) : sum(a, b.negate()));
        }
        throw wrongType();
    }

    private static DynamoNumber sum(DynamoNumber left, DynamoNumber right) {
        try {
            return left.add(right);
        } catch (ItemFaultException e) {
            throw DynamoException.validation(e.text());
        }
    }

    private static Write add(Path path, @Nullable AttributeValue now, AttributeValue more) {
        if (now == null) {
            return new Write(path, more);
        }
        if (now instanceof AttributeValue.N(var a) && more instanceof AttributeValue.N(var b)) {
            return new Write(path, new AttributeValue.N(sum(a, b)));
        }
        AttributeValue union = Values.union(now, more);
        if (union == null) {
            throw wrongType();
        }
        return new Write(path, union);
    }

    private static @Nullable Write delete(Path path, @Nullable AttributeValue now, AttributeValue fewer) {
        if (now == null) {
            return null;
        }
        AttributeValue rest = Values.difference(now, fewer);
        if (rest == null) {
            throw wrongType();
        }
        return new Write(path, Values.isEmptySet(rest) ? null : rest);
    }
}
