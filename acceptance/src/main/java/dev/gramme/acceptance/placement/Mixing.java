package dev.gramme.acceptance.placement;

/** Numbers that look random and are always the same (source: Steele, Lea and Flood, "SplittableRandom", 2014). */
final class Mixing {
    private Mixing() {}

    static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long mix(long one, long other) {
        return mix(mix(one) + other);
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    static double unit(long value) {
        return (mix(value) >>> 11) * 0x1.0p-53;
    }
}
