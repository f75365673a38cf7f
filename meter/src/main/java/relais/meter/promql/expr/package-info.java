/**
 * The text of a query and the tree that it means: lexer, parser with type checks, printer. Called
 * by the evaluator and by whoever shows or stores expressions; it never looks at data.
 */
@NullMarked
package relais.meter.promql.expr;

import org.jspecify.annotations.NullMarked;
