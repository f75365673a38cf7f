/**
 * The words for who is asking and what they may: callers, permissions, credentials. Used by every
 * module; holds no state and reads no table (package accounts does).
 */
@NullMarked
package relais.platform.identity;

import org.jspecify.annotations.NullMarked;
