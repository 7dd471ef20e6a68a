package dev.gramme.database.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gramme.database.env.SystemEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CryptoTest {
    private final TableKeys keys = new TableKeys(new byte[32], new SystemEnvironment());

    @Property(tries = 300)
    void sortKeysKeepTheirOrder(@ForAll @Size(max = 40) byte[] one, @ForAll @Size(max = 40) byte[] other) {
        SortKeyCipher cipher = keys.own().sortKeys();
        int sealedOrder = Integer.signum(Arrays.compareUnsigned(cipher.encode(one), cipher.encode(other)));
        assertThat(sealedOrder).isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
    }

    @Property(tries = 300)
    void sortKeysOfSharedBeginningKeepTheirOrder(@ForAll @Size(20) byte[] begin, @ForAll byte one, @ForAll byte other) {
        SortKeyCipher cipher = keys.own().sortKeys();
        byte[] left = Arrays.copyOf(begin, 21);
        byte[] right = Arrays.copyOf(begin, 21);
        left[20] = one;
        right[20] = other;
        int sealedOrder = Integer.signum(Arrays.compareUnsigned(cipher.encode(left), cipher.encode(right)));
        assertThat(sealedOrder).isEqualTo(Integer.signum(Integer.compare(one & 0xFF, other & 0xFF)));
    }

    @Property(tries = 200)
    void aPrefixEncodesToAPrefix(@ForAll @Size(max = 40) byte[] plain, @ForAll @Size(max = 10) byte[] more) {
        byte[] longer = Arrays.copyOf(plain, plain.length + more.length);
        System.arraycopy(more, 0, longer, plain.length, more.length);
        byte[] encoded = keys.own().sortKeys().encode(plain);
        assertThat(Arrays.copyOf(keys.own().sortKeys().encode(longer), encoded.length))
                .isEqualTo(encoded);
    }

    @Test
    void sealedValuesOpenOnlyAtTheirPlaceUnderTheirKeyAndWhole() {
        byte[] plain = "a value".getBytes(StandardCharsets.UTF_8);
        byte[] place = {1, 2, 3};
        byte[] sealed = keys.values().seal(plain, place);
        assertThat(sealed).hasSize(plain.length + ValueSeal.OVERHEAD_BYTES);
        assertThat(keys.values().open(sealed, place)).isEqualTo(plain);
        assertThatThrownBy(() -> keys.values().open(sealed, new byte[] {1, 2, 4}))
                .isInstanceOf(SealBrokenException.class);
        TableKeys others = new TableKeys(filled((byte) 1), new SystemEnvironment());
        assertThatThrownBy(() -> others.values().open(sealed, place)).isInstanceOf(SealBrokenException.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] damaged = sealed.clone();
            damaged[at] ^= 1;
            assertThatThrownBy(() -> keys.values().open(damaged, place)).isInstanceOf(SealBrokenException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> keys.values().open(cut, place)).isInstanceOf(SealBrokenException.class);
        }
    }

    private static byte[] filled(byte value) {
        byte[] key = new byte[32];
        Arrays.fill(key, value);
        return key;
    }

    @Test
    void noncesDoNotRepeat() {
        Set<String> nonces = new HashSet<>();
        for (int round = 0; round < 10_000; round++) {
            byte[] sealed = keys.values().seal(new byte[1], new byte[1]);
            assertThat(nonces.add(Arrays.toString(Arrays.copyOfRange(sealed, 1, 13))))
                    .isTrue();
        }
    }

    @Test
    void wrappedKeysOpenOnlyInTheirContext() {
        RootKeyService service = new RootKeyService(new byte[32], new SystemEnvironment());
        byte[] wrapped = service.wrap(filled((byte) 7), "table a");
        assertThat(service.unwrap(wrapped, "table a")).isEqualTo(filled((byte) 7));
        assertThatThrownBy(() -> service.unwrap(wrapped, "table b")).isInstanceOf(SealBrokenException.class);
        assertThatThrownBy(() -> new RootKeyService(new byte[31], new SystemEnvironment()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
