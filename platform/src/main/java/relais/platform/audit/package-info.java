/**
 * The hash-chained log of what people changed. Every feature that lets a person change something
 * records it in the same transaction; nothing here ever updates or deletes an entry.
 */
@NullMarked
package relais.platform.audit;

import org.jspecify.annotations.NullMarked;
