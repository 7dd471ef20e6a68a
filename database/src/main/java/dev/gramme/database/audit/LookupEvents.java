package dev.gramme.database.audit;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.api.Operation;
import dev.gramme.model.OperationShape;
import dev.gramme.model.cloudtrail.Event;
import dev.gramme.model.cloudtrail.LookupAttribute;
import dev.gramme.model.cloudtrail.LookupEventsRequest;
import dev.gramme.model.cloudtrail.LookupEventsResponse;
import dev.gramme.model.cloudtrail.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * LookupEvents: the account's recent management events, newest first (source: CloudTrail API reference,
 * "LookupEvents"). A page's token is the id of its last event.
 */
public final class LookupEvents implements Operation<LookupEventsRequest, LookupEventsResponse> {
    private static final int MOST = 50;
    private static final Set<String> ATTRIBUTES = Set.of(
            "EventId",
            "EventName",
            "ReadOnly",
            "Username",
            "ResourceType",
            "ResourceName",
            "EventSource",
            "AccessKeyId");

    private final EventHistory history;

    public LookupEvents(EventHistory history) {
        this.history = history;
    }

    @Override
    public OperationShape<LookupEventsRequest, LookupEventsResponse> shape() {
        return Operations.LOOKUP_EVENTS;
    }

    @Override
    public LookupEventsResponse run(Call call, LookupEventsRequest request) {
        int most = request.maxResults() == null ? MOST : request.maxResults();
        if (most < 1 || most > MOST) {
            throw new DynamoException(
                    ErrorCode.INVALID_MAX_RESULTS, "The max results specified must be between 1 and " + MOST + ".");
        }
        if (request.eventCategory() != null) {
            throw new DynamoException(
                    ErrorCode.INVALID_EVENT_CATEGORY, "Only management events are kept: leave EventCategory out.");
        }
        Instant from = request.startTime() == null ? Instant.MIN : request.startTime();
        Instant to = request.endTime() == null ? Instant.MAX : request.endTime();
        if (from.isAfter(to)) {
            throw new DynamoException(ErrorCode.INVALID_TIME_RANGE, "The end time is earlier than the start time.");
        }
        List<LookupAttribute> attributes = request.lookupAttributes() == null ? List.of() : request.lookupAttributes();
        requireKnown(attributes);
        List<Event> page = new ArrayList<>();
        String last = "";
        boolean begun = request.nextToken() == null;
        for (byte[] json : history.recent()) {
            RecordedEvent event = RecordedEvent.parse(json);
            if (!event.accountId().equals(call.accountId())) {
                continue;
            }
            if (!begun) {
                begun = event.id().equals(request.nextToken());
                continue;
            }
            if (event.time().isBefore(from) || event.time().isAfter(to) || !matches(event, attributes)) {
                continue;
            }
            if (page.size() == most) {
                return new LookupEventsResponse(page, last);
            }
            page.add(event.shown());
            last = event.id();
        }
        if (!begun) {
            throw new DynamoException(
                    ErrorCode.INVALID_NEXT_TOKEN, "The token is not one of a page before, or its events are gone.");
        }
        return new LookupEventsResponse(page, null);
    }

    private static void requireKnown(List<LookupAttribute> attributes) {
        if (attributes.size() > 1) {
            throw new DynamoException(
                    ErrorCode.INVALID_LOOKUP_ATTRIBUTES, "The lookup attributes list must not have more than 1 item.");
        }
        for (LookupAttribute attribute : attributes) {
            if (!ATTRIBUTES.contains(attribute.attributeKey())) {
                throw new DynamoException(
                        ErrorCode.INVALID_LOOKUP_ATTRIBUTES,
                        "There is no lookup attribute '" + attribute.attributeKey() + "'.");
            }
        }
    }

    private static boolean matches(RecordedEvent event, List<LookupAttribute> attributes) {
        for (LookupAttribute attribute : attributes) {
            String key = Objects.requireNonNull(attribute.attributeKey());
            if (!event.has(key, Objects.requireNonNull(attribute.attributeValue()))) {
                return false;
            }
        }
        return true;
    }
}
