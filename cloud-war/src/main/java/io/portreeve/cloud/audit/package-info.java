/** Owns the append-only record of who did what. Refuses to change or forget an entry. */
package io.portreeve.cloud.audit;
