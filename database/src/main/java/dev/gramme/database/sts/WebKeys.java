package dev.gramme.database.sts;

import dev.gramme.json.JsonException;
import dev.gramme.json.JsonReader;
import dev.gramme.json.JsonToken;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a key set (RFC 7517) that are of use: RSA for RS256, and of the curve P-256 for ES256. */
final class WebKeys {
    /** Our own limit: more keys are not read. */
    private static final int MAX_KEYS = 100;

    private final List<Map<String, String>> keys;

    private WebKeys(List<Map<String, String>> keys) {
        this.keys = keys;
    }

    /** Reads a key set; null where it is none. */
    static @Nullable WebKeys parse(byte[] document) {
        try {
            JsonReader reader = new JsonReader(document);
            List<Map<String, String>> keys = new ArrayList<>();
            reader.beginObject();
            for (String field = reader.nextField(); field != null; field = reader.nextField()) {
                if (field.equals("keys")) {
                    reader.beginArray();
                    while (reader.nextElement()) {
                        Map<String, String> key = texts(reader);
                        if (keys.size() < MAX_KEYS) {
                            keys.add(key);
                        }
                    }
                } else {
                    reader.skipValue();
                }
            }
            return new WebKeys(keys);
        } catch (JsonException e) {
            return null;
        }
    }

    /** The members of an object that are texts. */
    private static Map<String, String> texts(JsonReader reader) {
        Map<String, String> texts = new HashMap<>();
        reader.beginObject();
        for (String field = reader.nextField(); field != null; field = reader.nextField()) {
            if (reader.peek() == JsonToken.STRING) {
                texts.put(field, reader.string());
            } else {
                reader.skipValue();
            }
        }
        return texts;
    }

    /** Whether one of the keys made a signature; {@code keyId} tells which, null for any. */
    boolean verify(String algorithm, @Nullable String keyId, byte[] signed, byte[] signature) {
        for (Map<String, String> key : keys) {
            boolean meant = keyId == null || keyId.equals(key.get("kid"));
            if (meant && verify(algorithm, key, signed, signature)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verify(String algorithm, Map<String, String> key, byte[] signed, byte[] signature) {
        try {
            PublicKey publicKey;
            String name;
            if (algorithm.equals("RS256") && "RSA".equals(key.get("kty"))) {
                publicKey = KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
                name = "SHA256withRSA";
            } else if (algorithm.equals("ES256") && "EC".equals(key.get("kty")) && "P-256".equals(key.get("crv"))) {
                ECPoint point = new ECPoint(number(key, "x"), number(key, "y"));
                publicKey = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256()));
                name = "SHA256withECDSAinP1363Format";
            } else {
                return false;
            }
            Signature verifier = Signature.getInstance(name);
            verifier.initVerify(publicKey);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // a key or a signature that is malformed proves nothing
        }
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(Map<String, String> key, String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.getOrDefault(field, "")));
    }
}
