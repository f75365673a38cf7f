/**
 * What people wrote that a person of ours must read: the list, its search, answering, ticking off,
 * and the whole conversation with one person. Called by the API; what goes into the inbox is
 * decided where messages come in.
 */
@NullMarked
package relais.voice.inbox;

import org.jspecify.annotations.NullMarked;
