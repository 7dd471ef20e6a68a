package dev.gramme.database.kms;

import dev.gramme.database.env.Environment;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** The environment's randomness, for Java's own cryptography, which takes it in this form. */
final class EnvironmentRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    EnvironmentRandom(Environment environment) {
        super(new Source(environment), null);
    }

    private static final class Source extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final transient Environment environment;

        Source(Environment environment) {
            this.environment = environment;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // the environment's needs none
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            environment.random(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            environment.random(seed);
            return seed;
        }
    }
}
