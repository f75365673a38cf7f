/**
 * Runs plugins at their intervals, keeps their failures to themselves, and hands over one sheet per
 * moment. Called by the agent; it never stores or sends.
 */
@NullMarked
package relais.agent.collect;

import org.jspecify.annotations.NullMarked;
