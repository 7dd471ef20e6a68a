/**
 * Who called what, and how it ended: a record of each call, as CloudTrail writes it, in files that are rotated. Start
 * at {@link dev.gramme.server.audit.AuditTrail}.
 */
@NullMarked
package dev.gramme.server.audit;

import org.jspecify.annotations.NullMarked;
