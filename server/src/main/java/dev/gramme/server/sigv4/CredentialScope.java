package dev.gramme.server.sigv4;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;

/**
 * An access key's id and what the signature is limited to: {@code KEY/20260101/us-east-1/dynamodb/aws4_request}; text
 * is all but the id.
 */
record CredentialScope(String accessKeyId, String date, String region, String service, String terminator, String text) {
    static final String TERMINATOR = "aws4_request";

    static CredentialScope parse(String credential) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5) {
            throw new DynamoException(
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term,"
                            + " got '" + credential + "'");
        }
        return new CredentialScope(
                parts[0], parts[1], parts[2], parts[3], parts[4], credential.substring(parts[0].length() + 1));
    }

    /** Refuses a scope that is not the request's own. */
    void require(String expectedRegion, String expectedService, String timestamp) {
        if (region.equals(expectedRegion)
                && service.equals(expectedService)
                && terminator.equals(TERMINATOR)
                && date.length() == 8
                && timestamp.startsWith(date)) {
            return;
        }
        StringBuilder wrong = new StringBuilder();
        if (!region.equals(expectedRegion)) {
            wrong.append("Credential should be scoped to a valid region, not '" + region + "'. ");
        }
        if (!service.equals(expectedService)) {
            wrong.append("Credential should be scoped to correct service: '" + expectedService + "'. ");
        }
        if (!terminator.equals(TERMINATOR)) {
            wrong.append(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '" + terminator + "'. ");
        }
        if (!timestamp.startsWith(date) || date.length() != 8) {
            String day = timestamp.substring(0, 8);
            wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + date + "' != '" + day + "', from '" + timestamp + "'.");
        }
        throw new DynamoException(ErrorCode.INVALID_SIGNATURE, wrong.toString());
    }
}
