/** What other modules' tests start: a real database, a settable clock, a free port. */
@org.jspecify.annotations.NullMarked
package relais.platform.testing;
