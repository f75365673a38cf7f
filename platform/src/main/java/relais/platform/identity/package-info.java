/** Users, groups, permissions, sessions, tokens: who is asking and what they may. */
@NullMarked
package relais.platform.identity;

import org.jspecify.annotations.NullMarked;
