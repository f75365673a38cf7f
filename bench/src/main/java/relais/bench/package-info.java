/**
 * Measures the whole product from outside, as an operator's machine runs it: {@code ./relais bench
 * hear}. Starts it as a process of its own and is called by nobody in the product.
 */
@NullMarked
package relais.bench;

import org.jspecify.annotations.NullMarked;
