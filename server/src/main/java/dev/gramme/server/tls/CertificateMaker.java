package dev.gramme.server.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes certificates of elliptic curve keys, signed with ECDSA and SHA-256 (source: RFC 5280, RFC 5758). */
final class CertificateMaker {
    private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_NAMES = "2.5.29.17";
    private static final String CONSTRAINTS = "2.5.29.19";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String PURPOSES = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int SERIAL_BITS = 120;

    /** Clocks of clients may be behind. */
    private static final Duration BEFORE = Duration.ofHours(1);

    private final Instant now;

    CertificateMaker(Instant now) {
        this.now = now;
    }

    /** A certificate that signs others and itself. */
    byte[] authority(String name, KeyPair keys, Duration lasts) throws GeneralSecurityException {
        byte[] extensions = Der.sequence(
                extension(CONSTRAINTS, true, Der.sequence(Der.bool(true), Der.integer(BigInteger.ZERO))),
                // keyCertSign and cRLSign.
                extension(KEY_USAGE, true, Der.bits(1, (byte) 0x06)),
                extension(SUBJECT_KEY, false, Der.octets(keyId(keys.getPublic()))));
        return signed(name, name, keys.getPublic(), lasts, extensions, keys.getPrivate());
    }

    /** A server's certificate. */
    byte[] server(
            String name,
            PublicKey key,
            List<String> hosts,
            List<InetAddress> addresses,
            Duration lasts,
            String authority,
            KeyPair authorityKeys)
            throws GeneralSecurityException {
        List<byte[]> names = new ArrayList<>();
        hosts.forEach(host -> names.add(Der.value(0x82, host.getBytes(StandardCharsets.US_ASCII))));
        addresses.forEach(address -> names.add(Der.value(0x87, address.getAddress())));
        byte[] authorityKey = Der.value(0x80, keyId(authorityKeys.getPublic()));
        byte[] extensions = Der.sequence(
                extension(CONSTRAINTS, true, Der.sequence()),
                // digitalSignature.
                extension(KEY_USAGE, true, Der.bits(7, (byte) 0x80)),
                extension(PURPOSES, false, Der.sequence(Der.oid(SERVER))),
                extension(SUBJECT_NAMES, false, Der.sequence(names.toArray(byte[][]::new))),
                extension(SUBJECT_KEY, false, Der.octets(keyId(key))),
                extension(AUTHORITY_KEY, false, Der.sequence(authorityKey)));
        return signed(authority, name, key, lasts, extensions, authorityKeys.getPrivate());
    }

    private byte[] signed(
            String issuer, String subject, PublicKey key, Duration lasts, byte[] extensions, PrivateKey signer)
            throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_SHA256));
        byte[] content = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(0)),
                algorithm,
                name(issuer),
                Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(lasts))),
                name(subject),
                key.getEncoded(),
                Der.value(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer);
        signature.update(content);
        return Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(common))));
    }

    private static byte[] extension(String oid, boolean critical, byte[] content) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(content))
                : Der.sequence(Der.oid(oid), Der.octets(content));
    }

    private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
    }
}
