/**
 * The built-in plugins: what the kernel tells in /proc and /sys, with metadata so that it draws
 * itself. Called by the collector through the plugin port; it starts no process and changes
 * nothing.
 */
@NullMarked
package relais.agent.host;

import org.jspecify.annotations.NullMarked;
