package dev.gramme.kv.memory;

import dev.gramme.kv.Bytes;
import dev.gramme.kv.Key;
import org.jspecify.annotations.Nullable;

/**
 * An immutable ordered map: a treap whose changes copy the path to the root, so that a snapshot is a root. Priorities
 * are drawn from the key itself, which makes equal contents equal trees.
 */
@SuppressWarnings("ReferenceEquality") // an unchanged branch is the same object
record Tree(
        Key key,
        Bytes value,
        int priority,
        @Nullable Tree left,
        @Nullable Tree right) {
    static @Nullable Bytes get(@Nullable Tree root, Key key) {
        Tree at = root;
        while (at != null) {
            int order = key.compareTo(at.key);
            if (order == 0) {
                return at.value;
            }
            at = order < 0 ? at.left : at.right;
        }
        return null;
    }

    static Tree put(@Nullable Tree root, Key key, Bytes value) {
        if (root == null) {
            return new Tree(key, value, priorityOf(key), null, null);
        }
        int order = key.compareTo(root.key);
        if (order == 0) {
            return new Tree(key, value, root.priority, root.left, root.right);
        }
        if (order < 0) {
            Tree left = put(root.left, key, value);
            if (left.priority > root.priority) {
                return left.with(left.left, root.with(left.right, root.right));
            }
            return root.with(left, root.right);
        }
        Tree right = put(root.right, key, value);
        if (right.priority > root.priority) {
            return right.with(root.with(root.left, right.left), right.right);
        }
        return root.with(root.left, right);
    }

    static @Nullable Tree delete(@Nullable Tree root, Key key) {
        if (root == null) {
            return null;
        }
        int order = key.compareTo(root.key);
        if (order == 0) {
            return join(root.left, root.right);
        }
        if (order < 0) {
            Tree left = delete(root.left, key);
            return left == root.left ? root : root.with(left, root.right);
        }
        Tree right = delete(root.right, key);
        return right == root.right ? root : root.with(root.left, right);
    }

    private static @Nullable Tree join(@Nullable Tree left, @Nullable Tree right) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        if (left.priority > right.priority) {
            return left.with(left.left, join(left.right, right));
        }
        return right.with(join(left, right.left), right.right);
    }

    private Tree with(@Nullable Tree newLeft, @Nullable Tree newRight) {
        return new Tree(key, value, priority, newLeft, newRight);
    }

    private static int priorityOf(Key key) {
        int hash = key.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        return hash ^ hash >>> 13;
    }

    /** The first key that is at least this one, or the last that is less than it. */
    static @Nullable Tree seek(@Nullable Tree root, Key bound, boolean atLeast) {
        Tree at = root;
        Tree best = null;
        while (at != null) {
            boolean right = at.key.compareTo(bound) < 0;
            if (right != atLeast) {
                best = at;
            }
            at = right ? at.right : at.left;
        }
        return best;
    }
}
