package dev.gramme.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/**
 * The certificate a server makes for itself: for {@code localhost}, {@code 127.0.0.1}, {@code ::1}, the machine's name
 * and the address listened on. Clients are told to trust {@code ca.pem}, which stays the same for ten years; the
 * server's own certificate is made anew at a start where it is soon over, or its names have changed.
 */
public final class OwnCertificate {
    private static final String AUTHORITY = "Gramme certificate authority";
    private static final Duration AUTHORITY_LASTS = Duration.ofDays(3_650);
    private static final Duration SERVER_LASTS = Duration.ofDays(825);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(60);

    private final Path directory;
    private final Instant now;

    private OwnCertificate(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
    }

    /**
     * Where it lies.
     *
     * @param authority what clients trust, PEM
     * @param certificate the server's certificate and the authority's, PEM
     * @param key the server's private key, PEM (PKCS #8)
     */
    public record Located(Path authority, Path certificate, Path key) {}

    /**
     * Finds or makes it.
     *
     * @param directory where it is kept
     * @param listensOn an address more it is for
     * @throws IOException where the directory cannot be used
     */
    public static Located open(Path directory, InetAddress listensOn, Instant now) throws IOException {
        Files.createDirectories(directory);
        try {
            return new OwnCertificate(directory, now).files(listensOn);
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate in " + directory + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    private Located files(InetAddress listensOn) throws IOException, GeneralSecurityException {
        Path authority = directory.resolve("ca.pem");
        Path authorityKey = directory.resolve("ca.key");
        Path certificate = directory.resolve("server.pem");
        Path key = directory.resolve("server.key");
        List<String> hosts = hosts();
        List<InetAddress> addresses = addresses(listensOn);
        if (!isGood(authority) || !Files.exists(authorityKey)) {
            KeyPair keys = newKeys();
            byte[] made = new CertificateMaker(now).authority(AUTHORITY, keys, AUTHORITY_LASTS);
            write(authorityKey, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            write(authority, pem("CERTIFICATE", made));
            Files.deleteIfExists(certificate);
        }
        if (!isGood(certificate) || !Files.exists(key) || !isFor(certificate, hosts, addresses)) {
            KeyPair authorityKeys = new KeyPair(read(authority).getPublicKey(), readKey(authorityKey));
            KeyPair keys = newKeys();
            byte[] made = new CertificateMaker(now)
                    .server("localhost", keys.getPublic(), hosts, addresses, SERVER_LASTS, AUTHORITY, authorityKeys);
            write(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            write(certificate, pem("CERTIFICATE", made) + Files.readString(authority));
        }
        return new Located(authority, certificate, key);
    }

    private static List<String> hosts() {
        List<String> hosts = new ArrayList<>(List.of("localhost"));
        try {
            String own = InetAddress.getLocalHost().getHostName();
            if (own.matches("[A-Za-z0-9.-]{1,253}") && !hosts.contains(own)) {
                hosts.add(own);
            }
        } catch (UnknownHostException e) {
            // A machine without a name is called by the others.
        }
        return hosts;
    }

    private static List<InetAddress> addresses(InetAddress listensOn) throws IOException {
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;
        List<InetAddress> addresses = new ArrayList<>(
                List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), InetAddress.getByAddress(loopback6)));
        if (!listensOn.isAnyLocalAddress() && !addresses.contains(listensOn)) {
            addresses.add(listensOn);
        }
        return addresses;
    }

    private boolean isGood(Path file) throws IOException, GeneralSecurityException {
        return Files.exists(file) && read(file).getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    }

    private static boolean isFor(Path file, List<String> hosts, List<InetAddress> addresses)
            throws IOException, GeneralSecurityException {
        TreeSet<String> named = new TreeSet<>();
        for (List<?> name : read(file).getSubjectAlternativeNames()) {
            String text = String.valueOf(name.get(1));
            named.add(name.get(0).equals(7) ? InetAddress.getByName(text).getHostAddress() : text);
        }
        TreeSet<String> wanted = new TreeSet<>(hosts);
        addresses.forEach(address -> wanted.add(address.getHostAddress()));
        return named.equals(wanted);
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(text);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    /** Written under another name first: half a file must never be taken for a whole one. Keys are for their owner. */
    private static void write(Path file, String text) throws IOException {
        boolean secret = file.toString().endsWith(".key");
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--")));
        Files.write(draft, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
