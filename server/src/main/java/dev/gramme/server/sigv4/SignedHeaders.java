package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import java.util.List;

/** Which headers are signed, and which must be: the host, and all that say what AWS's services are to do. */
final class SignedHeaders {
    private static final String AMZ = "x-amz-";

    /** Counts only where the signature stands in a header, too. */
    private static final String DATE = "x-amz-date";

    /** More than any client signs; every name is looked for among all headers. */
    private static final int MOST = 64;

    private SignedHeaders() {}

    /** The names, each of which is refused where it is missing though it must be signed. */
    static List<String> require(HeaderLines headers, RequestSignature signature) {
        List<String> names = List.of(signature.signedHeaders().split(";", MOST + 1));
        if (names.size() > MOST) {
            throw new DynamoException(ErrorCode.INCOMPLETE_SIGNATURE, "More than " + MOST + " headers are signed");
        }
        if (!names.contains("host")) {
            throw unsigned("'Host' or ':authority'");
        }
        for (int index = 0; index < headers.count(); index++) {
            boolean says = headers.startsWith(index, AMZ) && !(signature.presigned() && headers.hasName(index, DATE));
            if (says && !isSigned(headers, index, names)) {
                throw unsigned("'" + headers.name(index) + "'");
            }
        }
        return names;
    }

    private static boolean isSigned(HeaderLines headers, int index, List<String> names) {
        for (String name : names) {
            if (headers.hasName(index, name)) {
                return true;
            }
        }
        return false;
    }

    private static DynamoException unsigned(String name) {
        return new DynamoException(
                ErrorCode.INVALID_SIGNATURE, name + " must be a 'SignedHeader' in the AWS Authorization.");
    }
}
