/**
 * Lines to providers by SMPP 3.4, as client (ESME), on jsmpp's sessions. The facade opens them; the
 * simulator shares the socket side. Never retries, paces or stores anything.
 */
@NullMarked
package relais.gateway.smpp;

import org.jspecify.annotations.NullMarked;
