/**
 * What Relais' own graphs say in the reader's language. Called where graphs are shown: the API,
 * pictures, dashboards, alerts. It never changes what a plugin of others says, nor what is kept.
 */
@NullMarked
package relais.meter.wording;

import org.jspecify.annotations.NullMarked;
