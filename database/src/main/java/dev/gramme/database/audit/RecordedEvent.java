package dev.gramme.database.audit;

import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import dev.gramme.model.cloudtrail.Event;
import dev.gramme.model.cloudtrail.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What LookupEvents shows of a record, read from it (source: CloudTrail User Guide, "record contents"). */
final class RecordedEvent {
    private final byte[] json;
    private final List<Resource> resources = new ArrayList<>();
    private String id = "";
    private String name = "";
    private String source = "";
    private String accountId = "";
    private String readOnly = "";
    private String time = "";
    private @Nullable String accessKeyId;
    private @Nullable String userName;
    private String principalId = "";
    private String identityType = "";

    private RecordedEvent(byte[] json) {
        this.json = json;
    }

    static RecordedEvent parse(byte[] json) {
        RecordedEvent event = new RecordedEvent(json);
        JsonReader reader = new JsonReader(json);
        reader.beginObject();
        for (String field = reader.nextField(); field != null; field = reader.nextField()) {
            switch (field) {
                case "eventID" -> event.id = reader.string();
                case "eventName" -> event.name = reader.string();
                case "eventSource" -> event.source = reader.string();
                case "eventTime" -> event.time = reader.string();
                case "recipientAccountId" -> event.accountId = reader.string();
                case "readOnly" -> event.readOnly = Boolean.toString(reader.bool());
                case "userIdentity" -> event.identity(reader);
                case "resources" -> event.resources(reader);
                default -> reader.skipValue();
            }
        }
        return event;
    }

    private void identity(JsonReader reader) {
        reader.beginObject();
        for (String field = reader.nextField(); field != null; field = reader.nextField()) {
            switch (field) {
                case "type" -> identityType = reader.string();
                case "principalId" -> principalId = reader.string();
                case "accessKeyId" -> accessKeyId = reader.string();
                case "userName" -> userName = reader.string();
                default -> reader.skipValue();
            }
        }
    }

    private void resources(JsonReader reader) {
        if (reader.peek() != JsonToken.ARRAY) {
            reader.skipValue();
            return;
        }
        reader.beginArray();
        while (reader.nextElement()) {
            String type = null;
            String arn = null;
            reader.beginObject();
            for (String field = reader.nextField(); field != null; field = reader.nextField()) {
                switch (field) {
                    case "type" -> type = reader.string();
                    case "ARN" -> arn = reader.string();
                    default -> reader.skipValue();
                }
            }
            resources.add(new Resource(type, arn));
        }
    }

    String id() {
        return id;
    }

    String accountId() {
        return accountId;
    }

    Instant time() {
        return Instant.parse(time);
    }

    /** A user's name, a session's, or {@code root}. */
    private String username() {
        if (userName != null) {
            return userName;
        }
        int colon = principalId.indexOf(':');
        return colon >= 0 ? principalId.substring(colon + 1) : identityType.equals("Root") ? "root" : principalId;
    }

    /** Whether an attribute, named as in a request, has a value. */
    boolean has(String attribute, String value) {
        return switch (attribute) {
            case "EventId" -> id.equals(value);
            case "EventName" -> name.equals(value);
            case "ReadOnly" -> readOnly.equals(value);
            case "Username" -> username().equals(value);
            case "ResourceType" -> resources.stream().anyMatch(resource -> value.equals(resource.resourceType()));
            case "ResourceName" -> resources.stream().anyMatch(resource -> isNamed(resource.resourceName(), value));
            case "EventSource" -> source.equals(value);
            case "AccessKeyId" -> value.equals(accessKeyId);
            default -> false;
        };
    }

    /** By its ARN or by the name at its end. */
    private static boolean isNamed(@Nullable String arn, String value) {
        return arn != null && (arn.equals(value) || arn.endsWith("/" + value));
    }

    Event shown() {
        return Event.builder()
                .eventId(id)
                .eventName(name)
                .readOnly(readOnly)
                .accessKeyId(accessKeyId)
                .eventTime(time())
                .eventSource(source)
                .username(username())
                .resources(resources)
                .cloudTrailEvent(new String(json, StandardCharsets.UTF_8))
                .build();
    }
}
