/** AWS Security Token Service's operations: who a caller is. Start at {@link dev.gramme.database.sts.StsFeature}. */
@NullMarked
package dev.gramme.database.sts;

import org.jspecify.annotations.NullMarked;
