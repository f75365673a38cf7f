/**
 * The channels as operators set them: table gateway_channel, secrets sealed. The facade opens
 * sessions from it, the API changes it, Kannel's routes look channels up in it; it talks to no
 * provider.
 */
@NullMarked
package relais.gateway.directory;

import org.jspecify.annotations.NullMarked;
