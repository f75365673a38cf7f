/** The hash-chained log of what people changed. */
@NullMarked
package relais.platform.audit;

import org.jspecify.annotations.NullMarked;
