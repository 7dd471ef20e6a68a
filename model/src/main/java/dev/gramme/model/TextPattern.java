package dev.gramme.model;

import java.util.regex.Pattern;

/** A regular expression that whole values must match, and how a violation shows it. */
public final class TextPattern {
    private final Pattern pattern;

    public TextPattern(String expression) {
        this.pattern = Pattern.compile(expression);
    }

    public boolean matches(String value) {
        return pattern.matcher(value).matches();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
