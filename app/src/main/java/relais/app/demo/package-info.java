/**
 * An invented country of 5,000 people with phones, for looking around and trying: contacts over
 * Burundi's 17 provinces and what they answer, with typos, stories and stops. Started by {@code up
 * --demo}; no real person is in it.
 */
@NullMarked
package relais.app.demo;

import org.jspecify.annotations.NullMarked;
