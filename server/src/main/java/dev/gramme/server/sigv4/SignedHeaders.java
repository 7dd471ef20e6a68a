package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;

/** Which headers are signed, and which must be: the host, and all that say what AWS's services are to do. */
final class SignedHeaders {
    private static final String AMZ = "x-amz-";
    private static final String HOST = "host";

    /** Counts only where the signature stands in a header, too. */
    private static final String DATE = "x-amz-date";

    /** More than any client signs; every name is looked for among all headers. */
    private static final int MOST = 64;

    private final String names;

    private SignedHeaders(String names) {
        this.names = names;
    }

    /** The names, each of which is refused where it is missing though it must be signed. */
    static SignedHeaders require(HeaderLines headers, RequestSignature signature) {
        SignedHeaders signed = new SignedHeaders(signature.signedHeaders());
        if (signed.names.chars().filter(c -> c == ';').count() >= MOST) {
            throw new DynamoException(ErrorCode.INCOMPLETE_SIGNATURE, "More than " + MOST + " headers are signed");
        }
        if (!signed.hasHost()) {
            throw unsigned("'Host' or ':authority'");
        }
        for (int index = 0; index < headers.count(); index++) {
            boolean says = headers.startsWith(index, AMZ) && !(signature.presigned() && headers.hasName(index, DATE));
            if (says && !signed.has(headers, index)) {
                throw unsigned("'" + headers.name(index) + "'");
            }
        }
        return signed;
    }

    private boolean hasHost() {
        for (int from = 0; from <= names.length(); from = end(from) + 1) {
            if (end(from) - from == HOST.length() && names.startsWith(HOST, from)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(HeaderLines headers, int index) {
        for (int from = 0; from <= names.length(); from = end(from) + 1) {
            if (headers.hasName(index, names, from, end(from))) {
                return true;
            }
        }
        return false;
    }

    private int end(int from) {
        int semicolon = names.indexOf(';', from);
        return semicolon < 0 ? names.length() : semicolon;
    }

    /** As sent, semicolons between them. */
    String names() {
        return names;
    }

    /** Writes a line for each name, with its values. */
    void write(HeaderLines headers, Utf8 text) {
        for (int from = 0; from <= names.length(); from = end(from) + 1) {
            int end = end(from);
            text.addAscii(names, from, end);
            text.add(':');
            headers.writeValues(names, from, end, text);
            text.add('\n');
        }
    }

    private static DynamoException unsigned(String name) {
        return new DynamoException(
                ErrorCode.INVALID_SIGNATURE, name + " must be a 'SignedHeader' in the AWS Authorization.");
    }
}
