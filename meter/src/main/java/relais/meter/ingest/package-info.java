/**
 * Series that other programs bring: Prometheus' remote write and text, Influx line, Graphite
 * plaintext. Called by the API with a body and whose it is; answers when all of it is durable. It
 * cannot write series of hosts, and it never asks for anything by itself.
 */
@NullMarked
package relais.meter.ingest;

import org.jspecify.annotations.NullMarked;
