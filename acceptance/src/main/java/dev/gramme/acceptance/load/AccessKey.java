package dev.gramme.acceptance.load;

/** What requests are signed with. */
public record AccessKey(String id, String secret) {}
