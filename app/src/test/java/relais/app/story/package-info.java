/**
 * Stories about the whole product: real processes, real servers, real protocols, and what a person
 * would see.
 */
@org.jspecify.annotations.NullMarked
package relais.app.story;
