/** Relais app. */
@org.jspecify.annotations.NullMarked
package relais.app;
