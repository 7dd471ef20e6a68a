package dev.gramme.server.audit;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.Caller;
import dev.gramme.json.JsonException;
import dev.gramme.json.JsonWriter;
import dev.gramme.server.http.Peer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the record of a call (source: CloudTrail User Guide, "CloudTrail record contents", "userIdentity element").
 */
final class AuditRecord {
    private static final String EVENT_VERSION = "1.11";

    /** CloudTrail leaves larger ones out, too. */
    private static final int MOST_BYTES = 100 * 1024;

    private static final Map<String, String> API_VERSIONS = Map.of(
            "dynamodb", "2012-08-10",
            "cloudtrail", "2013-11-01",
            "iam", "2010-05-08",
            "kms", "2014-11-01",
            "lambda", "2015-03-31",
            "sts", "2011-06-15");

    private final JsonWriter out = new JsonWriter(1024);
    private final String action;
    private final EventKind kind;
    private final Call call;

    AuditRecord(String action, EventKind kind, Call call) {
        this.action = action;
        this.kind = kind;
        this.call = call;
    }

    /**
     * Makes the record.
     *
     * @param request in JSON
     * @param answer null where there was an error
     * @param errorMessage null where it may hold values of items
     */
    byte[] write(
            String id,
            long timeMillis,
            Peer peer,
            byte[] request,
            @Nullable JsonWriter answer,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        String service = service();
        begin(timeMillis);
        if (errorCode != null) {
            text("errorCode", errorCode);
        }
        if (errorMessage != null) {
            text("errorMessage", errorMessage);
        }
        List<String> named = parameters("requestParameters", request, request.length);
        if (answer != null && kind == EventKind.MANAGEMENT_WRITE) {
            parameters("responseElements", answer.array(), answer.length());
        } else {
            out.field("responseElements");
            out.nullValue();
        }
        text("requestID", call.requestId());
        text("eventID", id);
        out.field("readOnly");
        out.bool(kind.isReadOnly());
        if (service.equals("dynamodb")) {
            resources(named);
        }
        end();
        tls(peer);
        out.endObject();
        return out.toBytes();
    }

    /**
     * Makes the record of calls that have none of their own. This one's call is the last of them.
     *
     * @param count how many there were
     * @param sinceMillis when they began, in milliseconds since 1970
     */
    byte[] writeLeftOut(String id, long timeMillis, long count, long sinceMillis) {
        begin(timeMillis);
        out.field("requestParameters");
        out.nullValue();
        out.field("responseElements");
        out.nullValue();
        out.field("additionalEventData");
        out.beginObject();
        text("reason", "These calls were not signed and failed; more of them than are recorded one by one");
        out.field("leftOut");
        out.number(count);
        text("since", time(sinceMillis));
        out.endObject();
        text("eventID", id);
        out.field("readOnly");
        out.bool(kind.isReadOnly());
        end();
        out.endObject();
        return out.toBytes();
    }

    private String service() {
        return action.substring(0, action.indexOf(':'));
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void begin(long timeMillis) {
        String service = service();
        out.beginObject();
        text("eventVersion", EVENT_VERSION);
        identity();
        text("eventTime", time(timeMillis));
        text("eventSource", service + ".amazonaws.com");
        text("eventName", action.substring(service.length() + 1));
        text("awsRegion", call.region());
        text("sourceIPAddress", call.via().sourceAddress());
        text("userAgent", call.via().userAgent());
    }

    private void end() {
        text("eventType", "AwsApiCall");
        text("apiVersion", API_VERSIONS.getOrDefault(service(), ""));
        out.field("managementEvent");
        out.bool(kind.isManagement());
        text("recipientAccountId", call.accountId());
        text("eventCategory", kind.isManagement() ? "Management" : "Data");
    }

    private void text(String name, String value) {
        out.field(name);
        out.string(value);
    }

    private void identity() {
        Caller caller = call.caller();
        out.field("userIdentity");
        out.beginObject();
        text("type", type(caller.kind()));
        text("principalId", caller.userId());
        text("arn", caller.arn());
        text("accountId", caller.accountId());
        text("accessKeyId", caller.accessKeyId());
        if (caller.kind() == Caller.Kind.USER) {
            text("userName", lastPart(caller.arn()));
        }
        Caller.Session session = caller.session();
        if (session != null) {
            session(caller, session);
        }
        out.endObject();
    }

    private static String type(Caller.Kind kind) {
        return switch (kind) {
            case OPEN -> "Unknown";
            case ROOT -> "Root";
            case USER -> "IAMUser";
            case ASSUMED_ROLE -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
        };
    }

    private void session(Caller caller, Caller.Session session) {
        out.field("sessionContext");
        out.beginObject();
        if (caller.kind() != Caller.Kind.USER && caller.kind() != Caller.Kind.ROOT) {
            boolean role = caller.kind() == Caller.Kind.ASSUMED_ROLE;
            int colon = caller.userId().indexOf(':');
            out.field("sessionIssuer");
            out.beginObject();
            text("type", role ? "Role" : "IAMUser");
            text("principalId", colon < 0 ? caller.userId() : caller.userId().substring(0, colon));
            text("arn", session.issuerArn());
            text("accountId", caller.accountId());
            text("userName", lastPart(session.issuerArn()));
            out.endObject();
        }
        out.field("attributes");
        out.beginObject();
        text("creationDate", time(session.issuedAtMillis()));
        text("mfaAuthenticated", "false");
        out.endObject();
        String source = session.sourceIdentity();
        if (source != null) {
            text("sourceIdentity", source);
        }
        out.endObject();
    }

    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    /** Writes what may be shown of a request or an answer, and returns the tables it names. */
    private List<String> parameters(String name, byte[] json, int length) {
        Redaction redaction;
        try {
            redaction = Redaction.of(json, length, !kind.isManagement());
        } catch (JsonException e) {
            // Such a request was refused, and what is no JSON cannot be looked through for secrets.
            out.field(name);
            out.nullValue();
            return List.of();
        }
        out.field(name);
        JsonWriter left = redaction.left();
        if (left.length() > MOST_BYTES) {
            out.beginObject();
            out.field("omitted");
            out.bool(true);
            out.field("originalSize");
            out.number(left.length());
            text("reason", name + " too large");
            out.endObject();
        } else {
            out.rawUtf8(left.array(), 0, left.length());
        }
        return redaction.tables();
    }

    private void resources(List<String> named) {
        out.field("resources");
        out.beginArray();
        for (String table : named) {
            boolean arn = table.startsWith("arn:");
            String[] parts = table.split(":", 6);
            out.beginObject();
            text("accountId", arn && parts.length == 6 ? parts[4] : call.accountId());
            text("type", table.contains("/stream/") ? "AWS::DynamoDB::Stream" : "AWS::DynamoDB::Table");
            text("ARN", arn ? table : "arn:aws:dynamodb:" + call.region() + ":" + call.accountId() + ":table/" + table);
            out.endObject();
        }
        out.endArray();
    }

    private void tls(Peer peer) {
        Peer.Tls tls = peer.tls();
        if (tls == null) {
            return;
        }
        out.field("tlsDetails");
        out.beginObject();
        text("tlsVersion", tls.version());
        text("cipherSuite", tls.cipherSuite());
        text("clientProvidedHostHeader", call.endpoint());
        out.endObject();
    }
}
