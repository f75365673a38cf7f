/** Relais spool. */
@org.jspecify.annotations.NullMarked
package relais.spool;
