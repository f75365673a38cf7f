/** Tests of what old tables become. */
@org.jspecify.annotations.NullMarked
package relais.vault.moving.mapping;
