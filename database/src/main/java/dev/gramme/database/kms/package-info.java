/**
 * KMS: keys, their states, aliases, policies and grants, and what is done with them. Key material is wrapped by the
 * server's own {@link dev.gramme.database.crypto.KeyService}. Start at {@link dev.gramme.database.kms.KmsFeature}; what
 * there is of keys is in {@code Keys}, what they make of bytes in {@code Ciphertexts}.
 */
@NullMarked
package dev.gramme.database.kms;

import org.jspecify.annotations.NullMarked;
