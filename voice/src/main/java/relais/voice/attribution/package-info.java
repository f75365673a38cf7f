/**
 * Decides which poll a reply belongs to, by what it says and when it came. Pure; called by inbound
 * for each message. Never changes a poll or an answer.
 */
@NullMarked
package relais.voice.attribution;

import org.jspecify.annotations.NullMarked;
