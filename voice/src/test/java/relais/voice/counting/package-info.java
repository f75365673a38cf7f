/** What tests of counting need. */
@org.jspecify.annotations.NullMarked
package relais.voice.counting;
