/**
 * What is asked of the meter over HTTP, one file a resource. Called by the server through the
 * facade; it decides nothing that the features behind it could.
 */
@NullMarked
package relais.meter.api;

import org.jspecify.annotations.NullMarked;
