/**
 * The operations of AWS Identity and Access Management, over {@link dev.gramme.database.identity.Accounts}. They are
 * many, small and alike, so those of a kind share a file, and {@link dev.gramme.database.iam.Actions} puts each
 * together from what it needs permission for and what it does. Start at {@link dev.gramme.database.iam.IamFeature}.
 * Texts and limits: IAM's API reference and "IAM and AWS STS quotas" of the user guide.
 */
@NullMarked
package dev.gramme.database.iam;

import org.jspecify.annotations.NullMarked;
