/** What becomes of messages sent, told from outside. */
@org.jspecify.annotations.NullMarked
package relais.voice.reports;
