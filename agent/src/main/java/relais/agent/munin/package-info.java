/**
 * Munin's plugins, asked through a munin-node or run directly. Called by the collector through the
 * plugin port; what a plugin prints is bounded and believed in nothing.
 */
@NullMarked
package relais.agent.munin;

import org.jspecify.annotations.NullMarked;
